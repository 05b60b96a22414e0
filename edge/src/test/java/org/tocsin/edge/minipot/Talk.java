package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A dialogue without a network, and all that it brought about. */
final class Talk implements Visit {
    final List<String> logins = new ArrayList<>();
    final StringBuilder said = new StringBuilder();
    String software = "";
    String token = "";
    boolean over;
    private final Dialogue dialogue;

    private Talk(Protocol protocol) {
        dialogue = protocol.begin(this);
        dialogue.greet();
    }

    static Talk with(Protocol protocol) {
        return new Talk(protocol);
    }

    /** Hears it in one piece; a character is a byte. */
    Talk hear(String text) {
        return hear(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Talk hear(byte[] bytes) {
        if (!over) {
            dialogue.hear(bytes, 0, bytes.length);
        }
        return this;
    }

    /** Hears it line by line, as from somebody who waits for each prompt. */
    Talk lines(String... lines) {
        for (var line : lines) {
            hear(line + "\r\n");
        }
        return this;
    }

    /** Hears it byte by byte. */
    Talk dribble(byte[] bytes) {
        for (int i = 0; i < bytes.length && !over; i++) {
            dialogue.hear(bytes, i, 1);
        }
        return this;
    }

    /** What is answered must not depend on how it was cut, only who waits logs in more than who does not, and answers are bounded. */
    static void survives(Protocol protocol, byte[] bytes) {
        var whole = with(protocol).hear(bytes);
        var cut = with(protocol).dribble(bytes);
        assertThat(cut.logins).containsAll(whole.logins);
        assertThat(cut.said.toString()).isEqualTo(whole.said.toString());
        assertThat(cut.over).isEqualTo(whole.over);
        assertThat(whole.said.length()).isLessThan(4_096);
    }

    @Override
    public void say(byte[] bytes) {
        said.append(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void login(String user, String secret, Weight weight) {
        logins.add(user + "/" + secret + "/" + weight);
    }

    @Override
    public void software(String name) {
        software = name;
    }

    @Override
    public void token(String word) {
        token = word;
    }

    @Override
    public void end() {
        over = true;
    }
}
