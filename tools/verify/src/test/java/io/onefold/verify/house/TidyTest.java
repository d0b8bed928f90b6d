package io.onefold.verify.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Sizes, names and words: what a reviewer should not have to look for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {

    private static final int METHOD_LINES_MAX = 60;
    private static final int FILE_LINES_MAX = 400;

    /// Files longer than the limit, each with the reason.
    private static final Map<String, String> LONG_FILES = Map.of();

    /// Methods longer than the limit, as `Type.method`, each with the reason.
    private static final Map<String, String> LONG_METHODS = Map.of();

    private static final Set<String> EMPTY_WORDS =
            Set.of(
                    "core",
                    "common",
                    "util",
                    "utils",
                    "impl",
                    "service",
                    "services",
                    "manager",
                    "managers",
                    "helper",
                    "helpers",
                    "misc");

    private static final String[] CODE = {
        ".java", ".sql", ".cypher", ".ts", ".tsx", ".sh", "onefold"
    };
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.~$}/-])/(?:work|root|home/\\w+|Users/\\w+)/[\\w.]");
    private static final Pattern PACKAGE_HOST =
            Pattern.compile(
                    "(?i)https?://[\\w.-]*(?:\\brepo\\d?\\b|registry|mirror|artifactory|nexus|\\bdeb\\b|pypi)[\\w.-]*");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private final Repository repository = Repository.open();
    private final List<JavaSource> sources = JavaSource.parse(repository.files("", ".java"));

    @Test
    void methodsFitAScreen() {
        Set<String> tooLong = new TreeSet<>();
        Set<String> excused = new TreeSet<>();
        for (JavaSource source : sources) {
            for (JavaSource.Method method : source.methods()) {
                String name = method.type() + "." + method.name();
                if (method.lines() > METHOD_LINES_MAX) {
                    (LONG_METHODS.containsKey(name) ? excused : tooLong)
                            .add(name + ", " + method.lines() + " lines");
                }
            }
        }
        assertThat(tooLong).as("methods over %d lines", METHOD_LINES_MAX).isEmpty();
        assertThat(excused).as("excuses that are needed").hasSameSizeAs(LONG_METHODS.keySet());
    }

    @Test
    void filesStayShort() {
        Set<String> tooLong = new TreeSet<>();
        Set<String> excused = new TreeSet<>();
        for (Path file : repository.files("", CODE)) {
            long lines = Repository.read(file).lines().count();
            String name = repository.name(file);
            if (lines > FILE_LINES_MAX && !isData(name)) {
                (LONG_FILES.containsKey(name) ? excused : tooLong)
                        .add(name + ", " + lines + " lines");
            }
        }
        assertThat(tooLong).as("files over %d lines", FILE_LINES_MAX).isEmpty();
        assertThat(excused).as("excuses that are needed").hasSameSizeAs(LONG_FILES.keySet());
    }

    @Test
    void namesSayTheThing() {
        Set<String> empty = new TreeSet<>();
        for (JavaSource source : sources) {
            Stream.of(source.packageName().split("\\.", -1))
                    .filter(EMPTY_WORDS::contains)
                    .forEach(word -> empty.add(source.packageName()));
            for (JavaSource.Type type : source.types()) {
                if (words(type.name()).anyMatch(EMPTY_WORDS::contains)) {
                    empty.add(source.packageName() + "." + type.name());
                }
            }
        }
        assertThat(empty).as("packages and types with a name that says nothing").isEmpty();
    }

    @Test
    void publicTypesSayWhatTheyAre() {
        assertThat(
                        sources.stream()
                                .filter(source -> isMain(source.path()))
                                .flatMap(
                                        source ->
                                                source.types().stream()
                                                        .filter(t -> t.topLevel() && t.isPublic())
                                                        .filter(t -> !t.documented())
                                                        .map(
                                                                t ->
                                                                        source.packageName()
                                                                                + "."
                                                                                + t.name())))
                .as("public types without a doc comment")
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        for (JavaSource source : sources) {
            if (isMain(source.path())) {
                (source.packageAnnotations().contains("NullMarked") ? marked : unmarked)
                        .add(source.packageName());
            }
        }
        unmarked.removeAll(marked);
        assertThat(unmarked).as("packages without a @NullMarked package-info").isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(linesWith(UNFINISHED, repository.files("", CODE))).isEmpty();
    }

    @Test
    void noFileNamesAMachineOrAPackageHost() {
        List<Path> text =
                repository.files(
                        "",
                        ".java",
                        ".sql",
                        ".cypher",
                        ".yaml",
                        ".yml",
                        ".json",
                        ".xml",
                        ".md",
                        ".properties",
                        ".ts",
                        ".tsx",
                        ".sh",
                        "onefold",
                        "run",
                        ".config");
        assertThat(linesWith(MACHINE_PATH, text)).as("paths of one machine").isEmpty();
        assertThat(linesWith(PACKAGE_HOST, text)).as("hosts of package registries").isEmpty();
    }

    @Test
    void sqlAndCypherBeginWithWhatTheyAnswer() {
        assertThat(
                        repository.files("", ".sql", ".cypher").stream()
                                .filter(file -> !isData(repository.name(file)))
                                .filter(
                                        file ->
                                                !Repository.read(file)
                                                        .matches("(?s)(?:--|//) \\S.*"))
                                .map(repository::name))
                .as("files whose first line is no comment that says what they are")
                .isEmpty();
    }

    private Set<String> linesWith(Pattern pattern, List<Path> files) {
        Set<String> found = new TreeSet<>();
        for (Path file : files) {
            String[] lines = Repository.read(file).split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (pattern.matcher(lines[i]).find()) {
                    found.add(repository.name(file) + ":" + (i + 1) + " " + lines[i].strip());
                }
            }
        }
        return found;
    }

    private static Stream<String> words(String camel) {
        return Arrays.stream(CAMEL.split(camel)).map(word -> word.toLowerCase(Locale.ROOT));
    }

    private static boolean isMain(Path file) {
        return file.toString().replace('\\', '/').contains("/src/main/");
    }

    /// Rows are data whatever the file is called: samples that tests and examples load.
    private static boolean isData(String name) {
        return name.contains("/src/test/resources/") || name.endsWith("_data.sql");
    }
}
