package org.tocsin.ledger.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileTest {
    @TempDir
    Path folder;

    @Test
    void anInterruptedReaderDoesNotCloseTheFileForEverybody() throws Exception {
        try (var file = new LocalDisk(folder).create("wal", 16)) {
            var found = CompletableFuture.supplyAsync(() -> {
                Thread.currentThread().interrupt();
                return read(file) + (Thread.interrupted() ? " and still interrupted" : "");
            });
            assertThat(found.join()).isEqualTo("16 and still interrupted");
            file.write(ByteBuffer.wrap(new byte[] {1, 2}), 3);
            file.sync();
            assertThat(read(file)).isEqualTo(16);
        }
    }

    @Test
    void anInterruptedWriterFinishesItsWrite() throws Exception {
        try (var file = new LocalDisk(folder).create("wal", 4)) {
            Thread.currentThread().interrupt();
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 0);
            file.sync();
            assertThat(Thread.interrupted()).isTrue();
            var back = ByteBuffer.allocate(4);
            assertThat(file.read(back, 0)).isEqualTo(4);
            assertThat(back.array()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void aFileThatItsOwnerClosedStaysClosed() throws Exception {
        var file = new LocalDisk(folder).create("wal", 4);
        file.close();
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).isInstanceOf(ClosedChannelException.class);
    }

    private static int read(DiskFile file) {
        try {
            return file.read(ByteBuffer.allocate(16), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
