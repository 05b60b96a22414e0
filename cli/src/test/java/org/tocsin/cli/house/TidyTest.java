package org.tocsin.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TidyTest {
    private static final String MAIN = "room/src/main/java/org/tocsin/room/";
    private static final String INFO = "@NullMarked\npackage org.tocsin.room;\n";

    /** One rule of the tree; its answer is what breaks it. */
    @FunctionalInterface
    interface Rule {
        List<String> broken(SourceTree tree) throws IOException;
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("files of at most 500 lines", (Rule) TidyRules::longFiles),
                Arguments.of("methods of at most 60 lines", (Rule) Methods::tooLong),
                Arguments.of("no wildcard imports", (Rule) TidyRules::wildcardImports),
                Arguments.of("nothing left over", (Rule) TidyRules::leftovers),
                Arguments.of("no licence headers", (Rule) TidyRules::licenceHeaders),
                Arguments.of("every package says what it is for", (Rule) TidyRules::packagesWithoutASentence),
                Arguments.of("no names that say nothing", (Rule) TidyRules::bannedNames),
                Arguments.of("no path of a machine", (Rule) TidyRules::pathsOfAMachine),
                Arguments.of("standard output in one place", (Rule) TidyRules::standardStreams),
                Arguments.of("no dead link", (Rule) Links::dead),
                Arguments.of("no proof that is not there", (Rule) Links::missingTests));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theTreeIsTidy(String name, Rule rule) throws IOException {
        assertThat(rule.broken(SourceTree.repository())).as(name).isEmpty();
    }

    @Test
    void theRulesLookAtTheWholeTree() throws IOException {
        assertThat(SourceTree.repository().java()).hasSizeGreaterThan(350);
        assertThat(SourceTree.repository().markdown()).hasSizeGreaterThan(15);
    }

    static Stream<Arguments> planted() {
        return Stream.of(
                plant("Long.java", "class Long {}\n" + "\n".repeat(TidyRules.FILE_LINES), TidyRules::longFiles),
                plant(
                        "Tall.java",
                        "class Tall {\n void stands() {\n" + "  int i;\n".repeat(Methods.LINES) + " }\n}\n",
                        Methods::tooLong),
                plant("Star.java", "import java.util.*;\n", TidyRules::wildcardImports),
                plant("Later.java", "// TO" + "DO: finish\n", TidyRules::leftovers),
                plant("Notes.txt", "FIX" + "ME\n", TidyRules::leftovers),
                plant("Mine.java", "// Copyright 2026 Somebody\npackage org.tocsin.room;\n", TidyRules::licenceHeaders),
                plant("Alone.java", "class Alone {}\n", TidyRules::packagesWithoutASentence),
                plant("package-info.java", INFO, TidyRules::packagesWithoutASentence),
                plant("package-info.java", "/** No stop */\n" + INFO, TidyRules::packagesWithoutASentence),
                plant("package-info.java", "/** Nullable. */\npackage a;\n", TidyRules::packagesWithoutASentence),
                plant("PeerManager.java", "final class PeerManager {}\n", TidyRules::bannedNames),
                plant("util/Text.java", "final class Text {}\n", TidyRules::bannedNames),
                plant("Inner.java", "class Inner {\n    record RowHelper(int i) {}\n}\n", TidyRules::bannedNames),
                plant("Here.java", "String s = \"/ro" + "ot/secret\";\n", TidyRules::pathsOfAMachine),
                plant("Says.java", "System.out.println();\n", TidyRules::standardStreams),
                plant("Links.md", "[gone](nowhere.md)\n", Links::dead),
                plant("Picture.md", "<img src=\"gone.svg\">\n", Links::dead),
                plant("Anchor.md", "# Here\n[gone](#there)\n", Links::dead),
                plant("Proof.md", "Proven by `NoSuchTest.nothing`.\n", Links::missingTests));
    }

    private static Arguments plant(String name, String text, Rule rule) {
        return Arguments.of(name, text, rule);
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("planted")
    void aPlantedViolationIsSeen(String name, String text, Rule rule, @TempDir Path folder) throws IOException {
        var file = folder.resolve(MAIN).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(rule.broken(SourceTree.of(folder))).hasSize(1);
    }

    @Test
    void whatIsTidyPasses(@TempDir Path folder) throws IOException {
        var main = Files.createDirectories(folder.resolve(MAIN));
        Files.writeString(main.resolve("package-info.java"), "/** A room. */\n" + INFO);
        Files.writeString(
                main.resolve("Good.java"),
                "package org.tocsin.room;\n\n/** Says {@code \"}\"}. */\nrecord Good(String text) {\n"
                        + "    static final Good TAG = new Good(\"tocsin/ro" + "ot/v1 { //\");\n}\n");
        Files.writeString(
                folder.resolve("README.md"), "# A B, c\n[there](#a-b-c) [room](room) [far](https://example.org)\n");
        for (var rule : rules().toList()) {
            if (rule.get()[1] instanceof Rule one) {
                assertThat(one.broken(SourceTree.of(folder)))
                        .as(String.valueOf(rule.get()[0]))
                        .isEmpty();
            }
        }
    }
}
