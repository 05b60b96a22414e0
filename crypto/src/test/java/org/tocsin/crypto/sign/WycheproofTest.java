package org.tocsin.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.crypto.Corpora;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

/** Project Wycheproof's edge cases: signatures and keys that careless libraries take. */
final class WycheproofTest {
    private static final Pattern CASE = Pattern.compile(
            "\"(pk|publicKey|publicKeyDer|privateSeed|msg|sig|ctx|result)\"\\s*:\\s*(?:\"([^\"]*)\"|\\{)");

    @ParameterizedTest
    @CsvSource({
        "ed25519_test, ED25519, 140",
        "mldsa_44_verify_test, ML_DSA_44, 30",
        "mldsa_65_verify_test, ML_DSA_65, 30"
    })
    void noForgedSignatureIsAccepted(String file, Algorithm algorithm, int least) throws IOException {
        var matcher = CASE.matcher(Corpora.gzipText("crypto/wycheproof/" + file + ".json.gz"));
        var vector = new Vector();
        int seen = 0;
        while (matcher.find()) {
            if (vector.take(matcher) && !vector.context) {
                assertThat(vector.accepted(algorithm))
                        .as(file + " case " + seen)
                        .isEqualTo(vector.result.equals("valid"));
                seen++;
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(least);
    }

    @Test
    void aSeedGrowsIntoTheKeyThatTheStandardSays() throws IOException {
        var matcher = CASE.matcher(Corpora.gzipText("crypto/wycheproof/mldsa_44_sign_seed_test.json.gz"));
        int seen = 0;
        String seed = "";
        while (matcher.find()) {
            if (matcher.group(1).equals("privateSeed")) {
                seed = matcher.group(2);
            } else if (matcher.group(1).equals("publicKey") && seed.length() == 64) {
                var key = SigningKey.ofSeed(Algorithm.ML_DSA_44, HexFormat.of().parseHex(seed), Entropy.system());
                assertThat(key.verifying().raw().hex()).isEqualTo(matcher.group(2));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(0);
    }

    /** Collects the fields of one test case; the result comes last. */
    private static final class Vector {
        private String key = "";
        private String message = "";
        private String signature = "";
        private String result = "";
        private boolean context;

        boolean take(Matcher field) {
            var value = field.group(2);
            switch (field.group(1)) {
                case "pk", "publicKey" -> key = value == null ? key : value;
                case "msg" -> {
                    message = value;
                    context = false;
                }
                case "ctx" -> context = !value.isEmpty();
                case "sig" -> signature = value;
                case "result" -> {
                    result = value;
                    return true;
                }
                default -> {}
            }
            return false;
        }

        boolean accepted(Algorithm algorithm) {
            try {
                return VerifyingKey.ofRaw(algorithm, HexFormat.of().parseHex(key))
                        .verify(HexFormat.of().parseHex(message), HexFormat.of().parseHex(signature));
            } catch (Rejection refused) {
                return false;
            }
        }
    }
}
