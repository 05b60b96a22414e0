package org.tocsin.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Rejection;

final class JsonTest {
    @Test
    void aRepeatedKeyCanNotShowTwoReadersTwoValues() {
        assertThatThrownBy(() -> Json.parse("{\"a\":1,\"a\":2}")).hasMessageContaining("json.syntax");
    }

    @Test
    void aTowerOfArraysIsRefused() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).hasMessageContaining("json.syntax");
    }

    @Test
    void nothingAtAllIsNoValue() {
        assertThatThrownBy(() -> Json.parse("")).hasMessageContaining("json.empty");
    }

    @FuzzTest
    void hostileTextIsReadOrRefusedByName(byte[] data) {
        try {
            assertThat(Json.bytes(Json.parse(data))).isNotEmpty();
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("json.");
        }
    }
}
