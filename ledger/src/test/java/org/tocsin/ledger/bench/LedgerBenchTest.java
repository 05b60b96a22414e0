package org.tocsin.ledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.ledger.disk.LocalDisk;

final class LedgerBenchTest {
    @TempDir
    private Path folder;

    @Test
    void noDurableFigureStandsWithoutTheDisksOwn() throws IOException {
        var result = new LedgerBench(new LocalDisk(folder)).run(new LedgerBench.Plan(1, 64, 1, 200));
        assertThat(result.entriesPerSecond()).isPositive();
        assertThat(result.fdatasync().count()).isEqualTo(900);
        assertThat(result.fdatasync().p99()).isPositive();
        assertThat(result.single().p50()).isPositive();
        assertThat(result.commit().max()).isGreaterThanOrEqualTo(result.commit().p50());
    }
}
