package org.tocsin.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Observation;
import org.tocsin.kernel.Address;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;

/**
 * Every page in a real browser, dark and light, wide and narrow: nothing scrolls sideways, nothing fails, axe finds nothing. The
 * pictures in target/screenshots are for people to look at. Source: EXPERIENCE, How we know.
 */
@Timeout(180)
final class BrowserTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    @TempDir
    private static Path folder;

    private static Town town;
    private static TestNode lonely;
    private static String axe;

    @BeforeAll
    static void attackATown() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Browser.Installed.find().isPresent(),
                "no browser: install chromium and chromium-driver (Debian's packages) to look at the pages");
        try (var in = BrowserTest.class.getClassLoader().getResourceAsStream(AXE)) {
            axe = new String(Objects.requireNonNull(in, "axe-core").readAllBytes(), StandardCharsets.UTF_8);
        }
        town = Town.start(folder);
        town.attack();
        lonely = TestNode.start(folder, "lonely.example");
    }

    @AfterAll
    static void leave() throws IOException {
        if (town != null) {
            town.close();
            lonely.close();
        }
    }

    @Test
    void everyPageIsUsableDarkAndWideAndNarrow() throws IOException {
        assertThat(look(true)).isEmpty();
    }

    @Test
    void everyPageIsUsableLightAndWideAndNarrow() throws IOException {
        assertThat(look(false)).isEmpty();
    }

    /** Pages of each node: cookies know no ports, so one browser is logged in at one of them at a time. */
    private static Map<String, String> pages(TestNode node) {
        var pages = new LinkedHashMap<String, String>();
        if (node == town.acme) {
            pages.put("bell", "/");
            pages.put("story", "/indicator/" + Town.GUESSER);
            pages.put("device", "/device/" + Town.CAMERA);
            pages.put("incidents", "/incidents");
            var ids = town.acme.visitor();
            ids.logIn(town.acme.token);
            var found = Pattern.compile("/incident/[^\"]+")
                    .matcher(ids.get("/incidents").body());
            for (var name : List.of("incident-of-a-device", "incident-of-an-outsider")) {
                if (found.find()) {
                    pages.put(name, found.group());
                }
            }
            pages.put("devices", "/devices");
            pages.put("circle", "/peers");
            pages.put("settings", "/settings");
            pages.put("search", "/search?q=beta");
            pages.put("search-nothing", "/search?q=zzz");
            pages.put("missing", "/nowhere");
        } else if (node == town.beta) {
            var peer = town.acme.node.federation().own().fingerprint().hex();
            pages.put("bell-done", "/?did=accept&on=" + peer);
            pages.put("bell-of-a-peer", "/");
            pages.put("story-of-a-peer", "/indicator/" + Town.GUESSER);
            pages.put("story-of-nothing", "/indicator/192.0.2.1");
            pages.put("ledger", "/ledger");
        } else {
            pages.put("bell-alone", "/");
            pages.put("incidents-alone", "/incidents");
            pages.put("devices-alone", "/devices");
            pages.put("circle-alone", "/peers");
            pages.put("ledger-alone", "/ledger");
        }
        return pages;
    }

    private static List<String> look(boolean dark) throws IOException {
        var faults = new ArrayList<String>();
        var scheme = dark ? "dark" : "light";
        try (var browser = browser(scheme, dark)) {
            for (var node : List.of(town.acme, town.beta, lonely)) {
                faults.addAll(logIn(browser, node, scheme));
                for (var page : pages(node).entrySet()) {
                    faults.addAll(look(browser, address(node) + page.getValue(), page.getKey(), scheme));
                }
            }
        }
        return faults;
    }

    private static List<String> look(Browser browser, String url, String page, String scheme) throws IOException {
        var faults = new ArrayList<String>();
        browser.open(url);
        for (int width : new int[] {1600, 1440, 1200, 390}) {
            browser.size(width, width == 390 ? 844 : 900);
            var name = page + "-" + scheme + "-" + width;
            if (browser.run("return document.title").asString("").startsWith("Log in")) {
                faults.add(name + ": logged out");
            }
            faults.addAll(tooWide(browser, name));
            faults.addAll(width > 390 ? wrapped(browser, name) : List.of());
            if (width == 1440 || (width == 390 && scheme.equals("dark"))) { // colours do not change with the width
                faults.addAll(inaccessible(browser, name));
            }
            browser.picture(PICTURES.resolve(name + ".png"));
        }
        browser.complaints().stream()
                .filter(told -> !page.equals("missing"))
                .forEach(told -> faults.add(page + ": " + told));
        return faults;
    }

    private static String address(TestNode node) {
        return "https://127.0.0.1:" + node.node.apiPort();
    }

    private static Browser browser(String name, boolean dark) throws IOException {
        return new Browser(Browser.Installed.find().orElseThrow(), folder.resolve("profile-" + name), dark);
    }

    private static List<String> logIn(Browser browser, TestNode node, String scheme) throws IOException {
        browser.open(address(node) + "/login");
        var faults = new ArrayList<String>();
        for (int width : new int[] {1440, 390}) {
            browser.size(width, 844);
            faults.addAll(tooWide(browser, "login-" + scheme));
            faults.addAll(inaccessible(browser, "login-" + scheme));
            browser.picture(PICTURES.resolve("login-" + scheme + "-" + width + ".png"));
        }
        browser.run("document.getElementById('token').value = '" + node.token + "'; document.forms[0].submit();");
        awaitPage(browser, "document.title.startsWith('Bell')");
        browser.complaints();
        return faults;
    }

    private static void awaitPage(Browser browser, String condition) {
        town.await(
                () -> {
                    try {
                        return browser.run("return " + condition).asBoolean(false);
                    } catch (IOException e) {
                        return false;
                    }
                },
                condition);
    }

    private static List<String> tooWide(Browser browser, String name) throws IOException {
        long over = browser.run("return document.documentElement.scrollWidth - innerWidth")
                .asLong(0);
        return over > 0 ? List.of(name + ": " + over + " px too wide") : List.of();
    }

    /** The head of a wide page is one line, and the search box stands in it. */
    private static List<String> wrapped(Browser browser, String name) throws IOException {
        long height = browser.run("const top = document.querySelector('.top'); return top ? top.offsetHeight : 0")
                .asLong(0);
        return height > 72 ? List.of(name + ": the head is " + height + " px high") : List.of();
    }

    private static List<String> inaccessible(Browser browser, String name) throws IOException {
        var faults = new ArrayList<String>();
        browser.run(axe + "; return 0;");
        var found =
                browser.await("const r = await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag2aaa','wcag21a',"
                        + "'wcag21aa','wcag22aa','best-practice'], rules: {'color-contrast-enhanced': {enabled: true},"
                        + "'target-size': {enabled: true}}, resultTypes: ['violations']});"
                        + "return r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target + ' ' + n.any.map(a =>"
                        + " a.message)));");
        if (!found.isArray()) {
            faults.add(name + ": axe failed: " + found);
        }
        found.forEach(violation -> faults.add(name + ": " + violation.asString("")));
        return faults;
    }

    @Test
    void keysMoveOpenAndUndo() throws IOException {
        try (var browser = browser("keys", true)) {
            logIn(browser, town.beta, "keys");
            browser.press("jj");
            assertThat(browser.run("return document.activeElement.className").asString(""))
                    .contains("open");
            browser.press("/");
            assertThat(browser.run("return document.activeElement.id").asString(""))
                    .isEqualTo("search");
            browser.run("document.activeElement.blur()");
            browser.press("?");
            assertThat(browser.run("return document.getElementById('keys').open")
                            .asBoolean(false))
                    .isTrue();
        }
    }

    @Test
    void newsComesByItselfAndASilentNodeIsNotTakenForAQuietOne() throws IOException {
        var node = TestNode.start(folder, "gone.example");
        try (var browser = browser("live", true)) {
            logIn(browser, node, "live");
            awaitPage(browser, "document.getElementById('link').textContent.includes('live')");
            var proven = new Observation.Inbound(Address.parse(Town.GUESSER), AttackClass.BRUTE_FORCE, true);
            var _ = node.node.exchange().observe(proven);
            awaitPage(browser, "document.getElementById('forces').textContent.includes('" + Town.GUESSER + "')");
            node.close();
            awaitPage(browser, "document.getElementById('link').textContent.includes('connection lost, as of ')");
            browser.picture(PICTURES.resolve("connection-lost.png"));
        }
    }
}
