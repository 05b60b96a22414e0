package org.tocsin.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers and captures choose texts that the console shows. */
final class HostileTextTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String ATTRIBUTE = "\" onmouseover=\"alert(1)\" x=\"'`";
    private static final String MOVING = "beta.example\u202eelpmaxe.live\n\u0007\u200b";

    private static final Moment MOMENT = new Moment(SCRIPT, ATTRIBUTE, ATTRIBUTE);

    private static Frame frame(String text) {
        return new Frame(
                text,
                text,
                text,
                List.of(new Frame.Room(text, text, true, text)),
                List.of(badge(text)),
                text,
                text,
                true,
                MOMENT,
                Assets.STYLE,
                Assets.SCRIPT,
                Assets.BELL,
                List.of(new Frame.Done(text, text, text, text)));
    }

    private static Badge badge(String text) {
        return new Badge(text, text, text);
    }

    private static List<PeerRow.Act> acts(String text) {
        return List.of(new PeerRow.Act(text, text, text, text, text, true));
    }

    private static PeerRow peer(String text) {
        return new PeerRow(
                text,
                text,
                badge(text),
                text,
                text,
                text,
                text,
                text,
                text,
                List.of(new Spark(text, text, text)),
                acts(text));
    }

    private static BellPage.Force force(String text) {
        return new BellPage.Force(text, badge(text), text, text, text, text, MOMENT, text, text, text, text, text);
    }

    private static String incident(String text) {
        var page = new IncidentPage(
                frame(text),
                text,
                text,
                "/device/" + Words.segment(text),
                badge(text),
                text,
                text,
                text,
                List.of(new IncidentPage.Ask(List.of(text), text)),
                acts(text),
                List.of(new StoryPage.Line(MOMENT, text, 5, text, text, text, text)),
                text,
                List.of(new StoryPage.Evidence(text, text, text)),
                List.of(new IncidentPage.Said(MOMENT, text, text, text, text)),
                List.of(new IncidentPage.Packet(text, text, text, text, text)),
                text,
                "");
        return IncidentPageRenderer.of().execute(page);
    }

    private static String incidents(String text) {
        var page = new IncidentsPage(
                frame(text),
                List.of(new IncidentsPage.Row(text, IncidentsRoom.href(text), badge(text), text, MOMENT, text, text)),
                text,
                text);
        return IncidentsPageRenderer.of().execute(page);
    }

    /** Every page with one text in every field. */
    private static List<String> pages(String text) {
        var ring = new BellPage.Ring(text, badge(text), text, text, MOMENT, text, badge(text), text, true);
        var need = new BellPage.Need(badge(text), text, text, text);
        var line = new StoryPage.Line(MOMENT, text, 5, text, text, text, text);
        var said = new StoryPage.Said(text, text, text, MOMENT, text, text, text, acts(text));
        var bell = new BellPage(
                frame(text),
                List.of(need),
                List.of(ring),
                text,
                List.of(force(text)),
                text,
                List.of(force(text)),
                List.of(peer(text)),
                true,
                text);
        var quiet = new BellPage(
                frame(text), List.of(), List.of(), text, List.of(), text, List.of(), List.of(), true, text);
        var story = new StoryPage(
                frame(text),
                text,
                text,
                true,
                badge(text),
                text,
                text,
                text,
                acts(text),
                List.of(line),
                List.of(new StoryPage.Evidence(text, text, text)),
                List.of(new StoryPage.Evidence(text, text, text)),
                List.of(said));
        var held = new CirclePage.Held(text, text, text, MOMENT, text);
        var proof = new CirclePage.Proof(text, text, text, text);
        var device = new DevicesPage.Row(
                text, text, "/device/" + Words.segment(text), text, badge(text), text, List.of(MOMENT), text);
        var ledger = new LedgerPage(
                frame(text),
                new Sharing(badge(text), text, text, text),
                List.of(new LedgerPage.Own(text, text, text, text, badge(text))),
                List.of(new LedgerPage.Followed(text, text, text)));
        var fact = new SettingsPage.Fact(text, text, text, true);
        var settings = new SettingsPage(frame(text), List.of(new SettingsPage.Group(text, List.of(fact))));
        return List.of(
                incident(text) + incidents(text),
                BellPageRenderer.of().execute(bell),
                BellPageRenderer.of().execute(quiet),
                StoryPageRenderer.of().execute(story),
                CirclePageRenderer.of()
                        .execute(new CirclePage(
                                frame(text), text, text, List.of(peer(text)), List.of(held), List.of(proof))),
                DevicesPageRenderer.of().execute(new DevicesPage(frame(text), List.of(device), text)),
                LedgerPageRenderer.of().execute(ledger),
                SettingsPageRenderer.of().execute(settings),
                SearchPageRenderer.of()
                        .execute(new SearchPage(
                                frame(text), text, List.of(new SearchPage.Hit(text, text, text, text, text)))),
                LogInPageRenderer.of().execute(new LogInPage(frame(text), text, text)),
                ProblemPageRenderer.of().execute(new ProblemPage(frame(text), 404, text, text, text, text)));
    }

    @Test
    void noFieldOfAnyPageBecomesAnElement() {
        assertThat(pages(SCRIPT)).allSatisfy(page -> assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>"));
    }

    @Test
    void noFieldOfAnyPageBreaksOutOfItsAttribute() {
        assertThat(pages(ATTRIBUTE))
                .allSatisfy(page ->
                        assertThat(page).doesNotContain("\" onmouseover").doesNotContain("x=\"'"));
    }

    @Test
    void noFieldTurnsTheDirectionOfTextOrHidesInIt() {
        assertThat(pages(MOVING)).allSatisfy(page -> assertThat(page).doesNotContain("\u202e", "\u200b", "\u0007"));
    }

    @Test
    void noTextIsLongEnoughToPushTheRestAway() {
        assertThat(Shown.of("a".repeat(100_000))).hasSize(Shown.MOST).endsWith("…");
    }

    @Test
    void aNameInALinkStaysOneSegment() {
        assertThat(Words.segment("a/b?c#d%e f:\"<")).isEqualTo("a%2Fb%3Fc%23d%25e%20f:%22%3C");
    }
}
