package org.tocsin.cli.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.tocsin.cli.house.SourceTree.SourceFile;

/** Reads the methods of the tree with the compiler's own parser, so that no brace in a text misleads it. */
final class Methods {
    static final int LINES = 60;

    private Methods() {}

    static List<String> tooLong(SourceTree tree) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var sources = tree.java().stream().map(Methods::source).toList();
        var found = new ArrayList<String>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("-proc:none", "--release", "25");
            if (!(compiler.getTask(null, files, _ -> {}, options, null, sources) instanceof JavacTask task)) {
                throw new AssertionError("this compiler has no tree");
            }
            for (var unit : task.parse()) {
                unit.accept(new Scan(unit, Trees.instance(task), found), null);
            }
        }
        return found;
    }

    private static JavaFileObject source(SourceFile file) {
        return new SimpleJavaFileObject(URI.create("tree:///" + file.path()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return file.text();
            }
        };
    }

    private static final class Scan extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<String> found;

        Scan(CompilationUnitTree unit, Trees trees, List<String> found) {
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var positions = trees.getSourcePositions();
            long end = positions.getEndPosition(unit, method);
            if (end > 0) {
                long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                long lines = unit.getLineMap().getLineNumber(end) - first + 1;
                if (lines > LINES) {
                    found.add(unit.getSourceFile().toUri().getPath().substring(1) + ":" + first + ": "
                            + method.getName() + ", " + lines + " lines");
                }
            }
            return super.visitMethod(method, null);
        }
    }
}
