package org.tocsin.cli.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tocsin.cli.house.SourceTree.SourceFile;

/** Rules over the text of the tree; each gives its violations as {@code path: what}. */
final class TidyRules {
    static final int FILE_LINES = 500;

    private static final Set<String> BANNED =
            Set.of("util", "utils", "common", "helper", "helpers", "manager", "managers", "impl");
    /** Put together so that this file does not break its own rule. */
    private static final Pattern LEFTOVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    private static final Pattern LICENCE =
            Pattern.compile("(?i)copyright (\\(c\\)|©|[0-9])|licensed under|SPDX-License");
    /** Where a file begins in earnest. */
    private static final Pattern HEAD = Pattern.compile("(?m)^(?:package|import|module|open module|@\\S+ module) ");

    private static final Pattern MACHINE =
            Pattern.compile("(?<![A-Za-z0-9_$.~})-])/(work|root|home|Users)/[A-Za-z0-9]|\\b[A-Z]:\\\\Users\\\\");
    private static final Pattern TYPE =
            Pattern.compile("^\\s*(?:public |protected |private |static |final |sealed |non-sealed |abstract )*"
                    + "(?:class|interface|record|enum|@interface) ([A-Z]\\w*)");
    private static final Pattern STANDARD_STREAM =
            Pattern.compile("System\\s*\\.\\s*(out|err)\\b|FileDescriptor\\.(out|err)\\b" + "|printStackTrace\\(\\)");
    /** The terminal, and the child process of a drill, whose standard output is its line to the drill. */
    private static final Set<String> SPEAKERS = Set.of(
            "cli/src/main/java/org/tocsin/cli/terminal/Terminal.java",
            "lab/src/main/java/org/tocsin/lab/drill/MemberMain.java");

    private TidyRules() {}

    static List<String> longFiles(SourceTree tree) {
        return tree.java().stream()
                .filter(f -> f.lines().size() > FILE_LINES)
                .map(f -> f.path() + ": " + f.lines().size() + " lines")
                .toList();
    }

    static List<String> wildcardImports(SourceTree tree) {
        return lines(tree.java(), line -> line.matches("import .*\\.\\*;") ? line : "");
    }

    static List<String> leftovers(SourceTree tree) {
        return lines(tree.all(), line -> LEFTOVER.matcher(line).find() ? line.strip() : "");
    }

    static List<String> licenceHeaders(SourceTree tree) {
        return tree.java().stream()
                .filter(f -> LICENCE.matcher(HEAD.split(f.text(), 2)[0]).find())
                .map(f -> f.path() + ": a licence above the package; LICENSE at the root says it once")
                .toList();
    }

    static List<String> pathsOfAMachine(SourceTree tree) {
        return lines(tree.all(), line -> MACHINE.matcher(line).find() ? line.strip() : "");
    }

    static List<String> standardStreams(SourceTree tree) {
        var main = tree.java().stream()
                .filter(f -> f.isMain() && !SPEAKERS.contains(f.path()))
                .toList();
        return lines(main, line -> STANDARD_STREAM.matcher(line).find() ? line.strip() : "");
    }

    static List<String> packagesWithoutASentence(SourceTree tree) {
        var packages = tree.java().stream()
                .filter(f -> f.isMain() && !f.name().equals("module-info.java"))
                .map(SourceFile::folder)
                .collect(Collectors.toSet());
        var found = new ArrayList<String>();
        for (var folder : packages.stream().sorted().toList()) {
            tree.java().stream()
                    .filter(f -> f.path().equals(folder + "/package-info.java"))
                    .findFirst()
                    .ifPresentOrElse(
                            info -> found.addAll(sentence(info)), () -> found.add(folder + ": no package-info.java"));
        }
        return found;
    }

    private static List<String> sentence(SourceFile info) {
        var found = new ArrayList<String>();
        if (!info.text().contains("@NullMarked\n")) {
            found.add(info.path() + ": no @NullMarked");
        }
        int from = info.text().indexOf("/**");
        int to = info.text().indexOf("*/");
        if (from != 0 || to < 0 || !info.text().substring(from, to).strip().endsWith(".")) {
            found.add(info.path() + ": no sentence on what it is for");
        }
        return found;
    }

    static List<String> bannedNames(SourceTree tree) {
        var found = new ArrayList<String>();
        for (var file : tree.java()) {
            for (var folder : file.folder().split("/", -1)) {
                if (BANNED.contains(folder)) {
                    found.add(file.path() + ": folder " + folder);
                }
            }
            for (var line : file.lines()) {
                var type = TYPE.matcher(line);
                if (type.find() && words(type.group(1)).stream().anyMatch(BANNED::contains)) {
                    found.add(file.path() + ": type " + type.group(1));
                }
            }
        }
        return found;
    }

    private static List<String> words(String name) {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])", -1))
                .map(w -> w.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Looks at a line; an empty answer is a good line. */
    @FunctionalInterface
    private interface Look {
        String at(String line);
    }

    private static List<String> lines(List<SourceFile> files, Look look) {
        var found = new ArrayList<String>();
        for (var file : files) {
            int number = 0;
            for (var line : file.lines()) {
                number++;
                var what = look.at(line);
                if (!what.isEmpty()) {
                    found.add(file.path() + ":" + number + ": " + what);
                }
            }
        }
        return found;
    }
}
