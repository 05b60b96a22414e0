package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrillUseTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "-3"})
    void aDrillWithoutAnAttackIsAWrongUse(String attacks) {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("drill", "--attacks=" + attacks)).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("drill.attacks: at least 1 attack").doesNotContain("burst");
    }
}
