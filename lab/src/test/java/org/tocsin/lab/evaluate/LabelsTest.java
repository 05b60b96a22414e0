package org.tocsin.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Address;

final class LabelsTest {
    @Test
    void theMostSpecificPathIsTheLabel() {
        var labels = Labels.parse(List.of(
                "# remark",
                "set\tbenign\t1\t*\t*\t0\t*",
                "set/bad.pcap\tin-situ\t1\t192.0.2.7\t23,2323\t5.5\t192.0.2.7"));
        assertThat(labels.of("set/good.pcap").orElseThrow().family()).isEqualTo(Label.Family.BENIGN);
        var bad = labels.of("set/bad.pcap").orElseThrow();
        assertThat(bad.family()).isEqualTo(Label.Family.IN_SITU);
        assertThat(bad.attacker()).contains(Address.parse("192.0.2.7"));
        assertThat(bad.ports()).containsExactlyInAnyOrder(23, 2323);
        assertThat(labels.of("settle/one.pcap")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set\tbenign\t1\t*\t*\t0",
                "set\tgood\t1\t*\t*\t0\t*",
                "set\tbenign\tone\t*\t*\t0\t*",
                "set\tbenign\t1\tnobody\t*\t0\t*",
                "set\tbenign\t1\t*\ttelnet\t0\t*"
            })
    void aLineThatCannotBeReadIsRefusedWithItsNumber(String line) {
        assertThatThrownBy(() -> Labels.parse(List.of("# remark", line)))
                .hasMessageStartingWith("lab.labels: line 2 of the labels ");
    }

    @Test
    void whatIsKnownOfTheCorporaCanBeRead() {
        assertThat(Labels.of(Path.of("no such folder")).of("c2/slips-beacon-2s.pcap"))
                .isPresent();
    }
}
