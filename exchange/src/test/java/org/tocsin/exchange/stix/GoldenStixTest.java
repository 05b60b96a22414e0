package org.tocsin.exchange.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;

/** The bytes of every payload of a circle, which can't change later. */
final class GoldenStixTest {
    private static final Fingerprint REPORTER = Fingerprint.hex("ab".repeat(32));
    private static final long MINUTE = 28_333_333;

    private final StixWriter writer = new StixWriter(REPORTER);

    @ParameterizedTest
    @CsvSource({
        "indicator-v4, 203.0.113.7",
        "indicator-v6, 2001:db8:1:2::",
        "indicator-domain, evil.example.com",
        "indicator-url, http://evil.example.com/bin.sh"
    })
    void anIndicatorIsWrittenAndReadAsItEverWas(String file, String named) throws IOException {
        var subject = Subject.parse(named);
        var bytes = golden(file + ".json");
        assertThat(writer.indicator(subject, AttackClass.BRUTE_FORCE, MINUTE).body())
                .isEqualTo(bytes);
        var read = StixReader.indicator(bytes.toArray(), REPORTER);
        assertThat(read.subject()).isEqualTo(subject);
        assertThat(read.attack()).isEqualTo(AttackClass.BRUTE_FORCE);
        assertThat(read.observed()).isTrue();
        assertThat(read.revoked()).isFalse();
    }

    @Test
    void aRetractionIsWrittenAndReadAsItEverWas() throws IOException {
        var subject = Subject.parse("203.0.113.7");
        var bytes = golden("retraction.json");
        assertThat(writer.retraction(subject, AttackClass.SCAN, MINUTE, MINUTE + 5)
                        .body())
                .isEqualTo(bytes);
        assertThat(StixReader.indicator(bytes.toArray(), REPORTER).revoked()).isTrue();
    }

    @Test
    void aSightingIsWrittenAndReadAsItEverWas() throws IOException {
        var subject = Subject.parse("203.0.113.7");
        var indicator = IndicatorId.of(PatternText.of(subject), Fingerprint.hex("cd".repeat(32)));
        var bytes = golden("sighting.json");
        assertThat(writer.sighting(indicator, subject, AttackClass.FACTORY_CREDENTIALS, MINUTE)
                        .body())
                .isEqualTo(bytes);
        assertThat(StixReader.sighting(bytes.toArray(), REPORTER).indicator()).isEqualTo(indicator);
    }

    @Test
    void aNoticeOfAClassIsWrittenAndReadAsItEverWas() throws IOException {
        var bytes = golden("notice.json");
        assertThat(writer.notice(AttackClass.SCAN, MINUTE).body()).isEqualTo(bytes);
        assertThat(StixReader.sighting(bytes.toArray(), REPORTER).namesNobody()).isTrue();
    }

    @Test
    void aRenewalIsWrittenAndReadAsItEverWas() {
        var id = "indicator--7dbf8a0c-58a0-5d9b-9ee8-9b1a1f6c5f10";
        var bytes = Bytes.hex("782f" + HexFormat.of().formatHex(id.getBytes(StandardCharsets.US_ASCII)));
        assertThat(writer.renewal(id, Subject.parse("203.0.113.7")).body()).isEqualTo(bytes);
        assertThat(StixReader.renewal(bytes.toArray())).isEqualTo(id);
    }

    private static Bytes golden(String file) throws IOException {
        try (var in = Objects.requireNonNull(GoldenStixTest.class.getResourceAsStream("/golden/" + file), file)) {
            return Bytes.of(in.readAllBytes());
        }
    }
}
