package org.tocsin.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.kernel.Rejection;

final class SettingsFileTest {
    /** Inner settings. */
    public record Inner(int port, List<String> names, Duration pause) {
        public Inner {
            if (port < 0 || port > 65_535) {
                throw new Rejection("port.range", port + " is no port");
            }
        }
    }

    /** Outer settings. */
    public record Outer(String domain, boolean open, Inner inner) {}

    private static final Outer DEFAULTS =
            new Outer("localhost", false, new Inner(8443, List.of("a"), Duration.ofSeconds(5)));

    @TempDir
    Path folder;

    @Test
    void aMissingFileMeansAllDefaults() {
        assertThat(SettingsFile.read(folder.resolve("none.yaml"), DEFAULTS, Map.of()))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void theFileLiesOverTheDefaultsAndTheEnvironmentOnTop() throws IOException {
        var read =
                read("domain: acme.example\ninner:\n  names: [x, y]\n  pause: 2m\n", Map.of("TOCSIN_INNER_PORT", "9"));
        assertThat(read)
                .isEqualTo(new Outer("acme.example", false, new Inner(9, List.of("x", "y"), Duration.ofMinutes(2))));
    }

    @Test
    void blanksAroundTheItemsOfAListInAVariableCountForNothing() throws IOException {
        var read = read("", Map.of("TOCSIN_INNER_NAMES", " x , y ,\tz, "));
        assertThat(read.inner().names()).containsExactly("x", "y", "z");
        assertThat(read("", Map.of("TOCSIN_INNER_NAMES", " ")).inner().names()).isEmpty();
    }

    @Test
    void keysMayBeWrittenWithDots() throws IOException {
        assertThat(read("inner.port: 9\ninner.pause: 2m\ninner:\n  names: [x]\n", Map.of()))
                .isEqualTo(new Outer("localhost", false, new Inner(9, List.of("x"), Duration.ofMinutes(2))));
    }

    @Test
    void aKeyInBothFormsIsRefused() {
        for (var twice : List.of("inner.port: 9\ninner: {port: 8}\n", "inner: {port: 8}\ninner.port: 9\n")) {
            assertThatThrownBy(() -> read(twice, Map.of())).hasMessage("settings.twice: inner.port is given twice");
        }
    }

    @Test
    void aVariableThatIsPassedOverCanBeTold() {
        var environment = Map.of("TOCSIN_LISTEN", "1", "TOCSIN_API_LISTEN", "x", "TOCSIN_HOME", "y", "PATH", "z");
        assertThat(SettingsFile.passedOver(List.of("api.listen", "api.other"), environment))
                .containsExactly("TOCSIN_LISTEN is no setting and is passed over; did you mean TOCSIN_API_LISTEN?");
    }

    @Test
    void aMisspeltVariableIsRefusedAndAnybodyElsesIsNot() throws IOException {
        assertThatThrownBy(() -> read("", Map.of("TOCSIN_INNER_PROT", "9")))
                .hasMessageContaining("settings.variable")
                .hasMessageContaining("did you mean TOCSIN_INNER_PORT?");
        assertThatThrownBy(() -> read("", Map.of("TOCSIN_DOMIAN", "x"))).hasMessageContaining("TOCSIN_DOMAIN");
        var anybodys = Map.of("TOCSIN_SERVICE_HOST", "10.0.0.1", "TOCSIN_HOME", "x", "TOCSIN_PORT_8443_TCP", "y");
        assertThat(read("", anybodys)).isEqualTo(DEFAULTS);
    }

    @Test
    void whatIsRefusedIsNotSaidToBePassedOver() {
        var keys = List.of("api.listen");
        assertThat(SettingsFile.passedOver(keys, Map.of("TOCSIN_API_LISSEN", "1", "TOCSIN_API_FOO", "1")))
                .isEmpty();
    }

    @Test
    void aVariableThatIsLikeNoSettingIsNotTakenForOne() {
        assertThat(SettingsFile.passedOver(List.of("api.listen"), Map.of("TOCSIN_FOO", "1")))
                .containsExactly("TOCSIN_FOO is no setting and is passed over; docs/settings.md has all");
    }

    @Test
    void aRefusalIsInNoProgrammersWordsAndShowsWhatWouldBeGood() {
        assertThatThrownBy(() -> read("inner: {port: many}", Map.of()))
                .hasMessage("settings.type: inner.port: 'many' is not a whole number, as 5");
        assertThatThrownBy(() -> read("inner: {pause: 3 days}", Map.of()))
                .hasMessage("settings.type: inner.pause: '3 days' is not a time span, as 30s, 5m, 24h or 7d");
        assertThatThrownBy(() -> read("open: perhaps", Map.of()))
                .hasMessage("settings.type: open: 'perhaps' is not true or false");
    }

    @Test
    void oneRefusedValueDoesNotTakeItsNeighboursAlong() throws IOException {
        var file = Files.writeString(folder.resolve("tocsin.yaml"), "inner: {port: 70000, pause: 2m, names: [x]}\n");
        assertThat(SettingsFile.check(file, DEFAULTS, Map.of()).settings().inner())
                .isEqualTo(new Inner(DEFAULTS.inner().port(), List.of("x"), Duration.ofMinutes(2)));
    }

    @Test
    void whatARecordRefusesIsNamedByTheKeyThatAPersonWrites() {
        assertThatThrownBy(() -> read("inner: {port: 70000}", Map.of()))
                .hasMessage("settings.value: inner.port: 70000 is no port (port.range)");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
        Files.writeString(
                folder.resolve("tocsin.yaml"),
                "domian: x\nopen: perhaps\ninner: {port: 70000, pause: long, prot: 1}\ninner.port: 5\n");
        var checked = SettingsFile.check(folder.resolve("tocsin.yaml"), DEFAULTS, Map.of("TOCSIN_INNER_PROT", "9"));
        assertThat(checked.wrong())
                .extracting(Rejection::code)
                .containsExactlyInAnyOrder(
                        "settings.twice",
                        "settings.unknown",
                        "settings.type",
                        "settings.unknown",
                        "settings.type",
                        "settings.value",
                        "settings.variable");
        assertThat(checked.settings()).isEqualTo(DEFAULTS);
        assertThatThrownBy(() -> SettingsFile.read(folder.resolve("tocsin.yaml"), DEFAULTS, Map.of()))
                .hasMessageStartingWith("settings.several: ")
                .hasMessageContaining("6 things are refused\n  settings.twice: inner.port is given twice\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'domain: x\na: b: c'|line 2, column 5 'a: b: c': mapping values are not allowed here",
                "'inner:\n\tport: 9'|line 2, column 1 'port: 9'",
                "'inner: {port: 9'|expected",
                "'domain: \"x'|found unexpected end of stream"
            })
    void anErrorOfSyntaxIsOneLineWithTheLineOfTheFile(String yaml, String says) {
        assertThatThrownBy(() -> read(yaml, Map.of()))
                .hasMessageContaining("tocsin.yaml, line ")
                .hasMessageContaining(says)
                .message()
                .doesNotContain("\n", "\ufffd", "reader");
    }

    @ParameterizedTest
    @CsvSource({
        "'inner: {prot: 1}', settings.unknown, did you mean inner.port?",
        "'domian: x', settings.unknown, did you mean domain?",
        "'inner: {port: many}', settings.type, inner.port",
        "'inner: {port: 70000}', settings.value, 70000 is no port",
        "'open: yes please', settings.type, open",
        "'inner: 5', settings.type, inner",
        "'domain: [a]', settings.type, domain",
        "'a: b: c', settings.syntax, tocsin.yaml",
        "'domain: a\ndomain: b', settings.syntax, Duplicate",
    })
    void aMisspeltKeyOrValueIsAnErrorThatSaysWhere(String yaml, String code, String says) {
        assertThatThrownBy(() -> read(yaml, Map.of())).isInstanceOfSatisfying(Rejection.class, r -> {
            assertThat(r.code()).isEqualTo(code);
            assertThat(r.detail()).contains(says);
        });
    }

    @FuzzTest
    void hostileFilesAreRefusedByName(byte[] data) throws IOException {
        var file = Files.createTempFile("settings", ".yaml");
        try {
            Files.write(file, data);
            assertThat(SettingsFile.read(file, DEFAULTS, Map.of())).isNotNull();
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("settings.");
        } finally {
            Files.delete(file);
        }
    }

    private Outer read(String yaml, Map<String, String> environment) throws IOException {
        var file = folder.resolve("tocsin.yaml");
        Files.writeString(file, yaml);
        return SettingsFile.read(file, DEFAULTS, environment);
    }

    @Test
    void aWrongVariableIsNamedAndNotTheFile() {
        assertThatThrownBy(() -> read("inner: {port: 9}", Map.of("TOCSIN_INNER_PORT", "many")))
                .hasMessage("settings.type: TOCSIN_INNER_PORT, the environment variable of inner.port: 'many' is not a"
                        + " whole number, as 5");
    }

    @Test
    void aMisspeltHomeIsNotPassedOverWithoutTheRightWord() {
        assertThat(SettingsFile.passedOver(List.of("api.listen"), Map.of("TOCSIN_HOM", "x")))
                .containsExactly("TOCSIN_HOM is no setting and is passed over; did you mean TOCSIN_HOME?");
    }
}
