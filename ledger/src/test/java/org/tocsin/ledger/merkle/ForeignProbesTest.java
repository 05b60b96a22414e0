package org.tocsin.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.Corpora;

/** The probes of transparency-dev/merkle: proofs bent in every way, and its reference tree. */
final class ForeignProbesTest {
    @Test
    void noBentProofIsAccepted() throws IOException {
        int judged = 0;
        for (var line : Files.readAllLines(Corpora.file("ledger/merkle/probes.jsonl"))) {
            assertThat(new Probe(line).accepted()).as(line).isEqualTo(line.contains("\"wantErr\":false"));
            judged++;
        }
        assertThat(judged).isEqualTo(518);
    }

    @Test
    void theReferenceTreeHasTheSameRoots() throws IOException {
        var json = Files.readString(Corpora.file("ledger/merkle/rfc6962-tree.json"));
        var leaves = strings(json, "leaf_inputs");
        var roots = strings(json, "roots_by_size");
        var frontier = new Frontier();
        var hasher = new Hasher();
        assertThat(leaves).hasSize(8);
        for (int size = 0; size < roots.size(); size++) {
            assertThat(frontier.root().toString()).isEqualTo(roots.get(size));
            if (size < leaves.size()) {
                frontier.append(hasher.leaf(Bytes.hex(leaves.get(size)).toArray()));
            }
        }
    }

    private static List<String> strings(String json, String name) {
        var list = Pattern.compile("\"" + name + "\"\\s*:\\s*\\[([^]]*)]").matcher(json);
        var values = new ArrayList<String>();
        if (list.find()) {
            var value = Pattern.compile("\"([^\"]*)\"").matcher(list.group(1));
            while (value.find()) {
                values.add(value.group(1));
            }
        }
        return values;
    }

    private record Probe(String line) {
        boolean accepted() {
            try {
                return switch (text("kind")) {
                    case "inclusion" ->
                        Proofs.inclusion(
                                number("leafIdx"), number("treeSize"), hash("leafHash"), proof(), hash("root"));
                    case "consistency" ->
                        Proofs.consistency(number("size1"), number("size2"), proof(), hash("root1"), hash("root2"));
                    case "subtreeinclusion" ->
                        Proofs.subtreeInclusion(
                                number("leafIdx"),
                                number("start"),
                                number("end"),
                                hash("leafHash"),
                                proof(),
                                hash("root"));
                    case "subtreeconsistency" ->
                        Proofs.subtreeConsistency(
                                number("start"), number("end"), number("size"), proof(), hash("root1"), hash("root2"));
                    default -> throw new IllegalStateException(line);
                };
            } catch (Rejection notAHash) {
                return false;
            }
        }

        private long number(String name) {
            var found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(line);
            return found.find() ? Long.parseUnsignedLong(found.group(1)) : 0;
        }

        private String text(String name) {
            var found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(line);
            return found.find() ? found.group(1) : "";
        }

        /** Some probes have words in the place of roots that must only be equal: their hashes are. */
        private Digest hash(String name) {
            var bytes = Base64.getDecoder().decode(text(name));
            return bytes.length == 0 || bytes.length == Digest.SIZE ? Digest.of(bytes) : Digest.hash(bytes);
        }

        private List<Digest> proof() {
            return strings(line, "proof").stream()
                    .map(hash -> Digest.of(Base64.getDecoder().decode(hash)))
                    .toList();
        }
    }
}
