package io.onefold.verify.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What the JDK's own parser says about one Java file.
///
/// @param path the file
/// @param packageName its package
/// @param lines its length in lines
/// @param types every type declared in it, nested ones too
/// @param methods every method and constructor with a body
/// @param tags the values of its `@Tag` annotations
/// @param packageAnnotations the annotations of a `package-info`, simple names
record JavaSource(
        Path path,
        String packageName,
        long lines,
        List<Type> types,
        List<Method> methods,
        List<String> tags,
        List<String> packageAnnotations) {

    /// A declared type.
    ///
    /// @param topLevel whether it is nested in no other
    /// @param documented whether a doc comment stands before it
    record Type(String name, boolean topLevel, boolean isPublic, boolean documented) {}

    /// A method with a body.
    ///
    /// @param lines from its first annotation or modifier to its closing brace
    record Method(String type, String name, long lines) {}

    /// Parses files; a file that does not parse fails the caller.
    static List<JavaSource> parse(List<Path> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            List<JavaSource> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                Reader reader = new Reader(Trees.instance(task), unit);
                reader.scan(unit, null);
                sources.add(reader.source());
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final Trees trees;
        private final CompilationUnitTree unit;
        private final List<Type> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();

        Reader(Trees trees, CompilationUnitTree unit) {
            this.trees = trees;
            this.unit = unit;
        }

        JavaSource source() {
            String text = Repository.read(Path.of(unit.getSourceFile().toUri()));
            return new JavaSource(
                    Path.of(unit.getSourceFile().toUri()),
                    unit.getPackageName() == null ? "" : unit.getPackageName().toString(),
                    text.lines().count(),
                    types,
                    methods,
                    tags,
                    unit.getPackageAnnotations().stream()
                            .map(a -> a.getAnnotationType().toString())
                            .toList());
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            types.add(
                    new Type(
                            type.getSimpleName().toString(),
                            getCurrentPath().getParentPath().getLeaf()
                                    instanceof CompilationUnitTree,
                            type.getModifiers().getFlags().contains(Modifier.PUBLIC),
                            trees.getDocComment(getCurrentPath()) != null));
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long start = trees.getSourcePositions().getStartPosition(unit, method);
            long end = trees.getSourcePositions().getEndPosition(unit, method);
            if (method.getBody() != null && end >= 0) {
                methods.add(
                        new Method(
                                enclosingType(),
                                method.getName().toString(),
                                line(end) - line(start) + 1));
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
            if (annotation.getAnnotationType().toString().equals("Tag")) {
                annotation.getArguments().forEach(argument -> tags.add(literal(argument)));
            }
            return super.visitAnnotation(annotation, nothing);
        }

        private String literal(ExpressionTree argument) {
            ExpressionTree value =
                    argument instanceof AssignmentTree assignment
                            ? assignment.getExpression()
                            : argument;
            return value instanceof LiteralTree literal
                    ? String.valueOf(literal.getValue())
                    : value.toString();
        }

        private String enclosingType() {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            return parent instanceof ClassTree type ? type.getSimpleName().toString() : "";
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
