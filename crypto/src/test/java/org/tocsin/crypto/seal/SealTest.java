package org.tocsin.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

final class SealTest {
    private static final byte[] SECRET = Entropy.system().bytes(100);
    private static final UnsealKey KEY = UnsealKey.generate(Entropy.system());

    @TempDir
    private Path folder;

    @Test
    void aKeyFileOpensForItsPurposeAndKeyAlone() throws IOException {
        var file = folder.resolve("keys/root");
        SealedFile.write(file, KEY, "root", SECRET, Entropy.system());
        assertThat(SealedFile.read(file, KEY, "root")).isEqualTo(SECRET);
        assertThatThrownBy(() -> SealedFile.read(file, KEY, "documents")).hasMessageContaining("seal.purpose");
        assertThatThrownBy(() -> SealedFile.read(file, UnsealKey.generate(Entropy.system()), "root"))
                .hasMessageContaining("seal.authentic");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aKeyFileIsReplacedNotAppended() throws IOException {
        var file = folder.resolve("root");
        SealedFile.write(file, KEY, "root", SECRET, Entropy.system());
        SealedFile.write(file, KEY, "root", new byte[] {1}, Entropy.system());
        assertThat(SealedFile.read(file, KEY, "root")).containsExactly(1);
    }

    @Test
    void everyChangedByteIsNoticed() {
        var sealed = SealedFile.seal(KEY, "root", SECRET, Entropy.system());
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> SealedFile.open(KEY, "root", changed)).isInstanceOf(Rejection.class);
        }
    }

    @Test
    void anUnsealKeyThatOthersCanReadIsRefused() throws IOException {
        var file = folder.resolve("unseal");
        KEY.write(file);
        assertThat(UnsealKey.read(file)).isEqualTo(KEY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> UnsealKey.read(file)).hasMessageContaining("seal.permissions");
    }

    @Test
    void aCredentialThatSystemdLendsByAnAccessListIsRead() throws IOException {
        var lent = Map.of("CREDENTIALS_DIRECTORY", folder.toString());
        var file = folder.resolve(UnsealKey.CREDENTIAL);
        KEY.write(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        assertThat(UnsealKey.read(UnsealKey.locate(lent, folder.resolve("none")), lent))
                .isEqualTo(KEY);
        assertThatThrownBy(() -> UnsealKey.read(file)).hasMessageContaining("seal.permissions");
        for (var open : List.of("rw-rw----", "r-----r--")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertThatThrownBy(() -> UnsealKey.read(file, lent)).hasMessageContaining("seal.permissions");
        }
    }

    @Test
    void anUnsealKeyIsNeverOverwritten() throws IOException {
        var file = folder.resolve("unseal");
        KEY.write(file);
        assertThatThrownBy(() -> UnsealKey.generate(Entropy.system()).write(file))
                .hasMessageContaining("seal.exists");
        assertThat(UnsealKey.read(file)).isEqualTo(KEY);
    }

    @Test
    void aLostOrCutUnsealKeyIsNamed() throws IOException {
        var file = folder.resolve("unseal");
        assertThatThrownBy(() -> UnsealKey.read(file)).hasMessageContaining("seal.no-unseal-key");
        KEY.write(file);
        Files.write(file, new byte[31]);
        assertThatThrownBy(() -> UnsealKey.read(file)).hasMessageContaining("seal.unseal-key");
    }

    @Test
    void theNamedFileComesBeforeTheCredentialAndThatBeforeTheDefault() throws IOException {
        Files.write(folder.resolve(UnsealKey.CREDENTIAL), new byte[32]);
        var fallback = Path.of("fallback");
        var credentials = Map.of("CREDENTIALS_DIRECTORY", folder.toString());
        assertThat(UnsealKey.locate(Map.of(), fallback)).isEqualTo(fallback);
        assertThat(UnsealKey.locate(credentials, fallback)).isEqualTo(folder.resolve(UnsealKey.CREDENTIAL));
        assertThat(UnsealKey.locate(
                        Map.of("CREDENTIALS_DIRECTORY", folder.toString(), UnsealKey.FILE_VARIABLE, "named"), fallback))
                .isEqualTo(Path.of("named"));
    }

    @Test
    void aPhraseOnPaperRestoresTheKeyHoweverItIsTyped() {
        var phrase = RecoveryPhrase.of(KEY);
        assertThat(phrase.split(" ")).hasSize(14).allMatch(group -> group.length() == 4);
        assertThat(RecoveryPhrase.parse(phrase)).isEqualTo(KEY);
        assertThat(RecoveryPhrase.parse(
                        phrase.toUpperCase(Locale.ROOT).replace(' ', '-').replace('O', '0')))
                .isEqualTo(KEY);
    }

    @Test
    void aMistypedPhraseIsNoticed() {
        var phrase = RecoveryPhrase.of(KEY);
        for (int i = 0; i < phrase.length(); i++) {
            if (phrase.charAt(i) != ' ') {
                var typo = phrase.substring(0, i) + (phrase.charAt(i) == 'a' ? 'c' : 'a') + phrase.substring(i + 1);
                assertThatThrownBy(() -> RecoveryPhrase.parse(typo)).hasMessageContaining("seal.phrase");
            }
        }
        assertThatThrownBy(() -> RecoveryPhrase.parse(phrase + " aaaa")).hasMessageContaining("seal.phrase");
        assertThatThrownBy(() -> RecoveryPhrase.parse(phrase.substring(5))).hasMessageContaining("seal.phrase");
        assertThatThrownBy(() -> RecoveryPhrase.parse("é")).hasMessageContaining("seal.phrase");
    }

    @Test
    void aWrappedKeyOpensUnderItsStoreKeyAlone() {
        var wrap = KeyWrap.generate(Entropy.system());
        var key = Entropy.system().bytes(KeyWrap.KEY);
        var wrapped = wrap.wrap(key);
        assertThat(wrapped).hasSize(KeyWrap.WRAPPED);
        assertThat(wrap.unwrap(wrapped)).isEqualTo(key);
        assertThatThrownBy(() -> KeyWrap.generate(Entropy.system()).unwrap(wrapped))
                .hasMessageContaining("seal.wrapped-key");
        wrapped[3] ^= 1;
        assertThatThrownBy(() -> wrap.unwrap(wrapped)).hasMessageContaining("seal.wrapped-key");
    }

    /** Golden: a sealed file must open for ever. */
    @Test
    void aSealedFileKeepsItsShape() {
        var key = new UnsealKey(Bytes.of(new byte[32]));
        assertThat(HexFormat.of().formatHex(SealedFile.seal(key, "root", new byte[] {1}, target -> {})))
                .isEqualTo("856d746f6373696e2d7365616c65640164726f6f744c00000000000000000000000051cfd3cc346e"
                        + "a46fa64c3cc3fee0fc16838d");
    }

    @Test
    void noSecretIsShownInText() {
        assertThat(KEY.toString()).isEqualTo("UnsealKey");
    }

    @FuzzTest
    void hostileSealedFilesAreRefusedByName(byte[] data) {
        assertThatThrownBy(() -> SealedFile.open(KEY, "root", data)).isInstanceOf(Rejection.class);
    }
}
