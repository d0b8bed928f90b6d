package io.onefold.verify.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The documents name only what exists, and everything that needs naming is named.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentsTest {

    private static final Pattern CODE_WORD = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern CLASS_NAME =
            Pattern.compile(
                    "(?:io\\.onefold\\.)?([a-z]+)(?:\\.[a-z]+)*\\.([A-Z]\\w*)(?:\\.([a-z]\\w*))?(?:\\(.*\\))?");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern FENCE = Pattern.compile("(?s)```.*?```");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| *([a-z]+-[0-9]+[a-z]?) *\\| *`(\\w+)`");
    private static final Pattern ROW_TAG = Pattern.compile("[a-z]+-[0-9]+[a-z]?");

    private final Repository repository = Repository.open();
    private final List<JavaSource> sources = JavaSource.parse(repository.files("", ".java"));

    @Test
    void theArchitectureNamesOnlyClassesThatExist() {
        Map<String, Set<String>> methodsByClass = new HashMap<>();
        for (JavaSource source : sources) {
            String module = module(source);
            source.types()
                    .forEach(t -> methodsByClass.put(module + "." + t.name(), new TreeSet<>()));
        }
        for (JavaSource source : sources) {
            for (JavaSource.Method method : source.methods()) {
                methodsByClass
                        .getOrDefault(module(source) + "." + method.type(), new TreeSet<>())
                        .add(method.name());
            }
        }
        Set<String> gone = new TreeSet<>();
        for (String word : codeWords("ARCHITECTURE.md")) {
            Matcher name = CLASS_NAME.matcher(word);
            if (name.matches()) {
                Set<String> methods = methodsByClass.get(name.group(1) + "." + name.group(2));
                if (methods == null
                        || (name.group(3) != null && !methods.contains(name.group(3)))) {
                    gone.add(word);
                }
            }
        }
        assertThat(gone)
                .as("classes and methods that ARCHITECTURE.md names and the code lacks")
                .isEmpty();
    }

    @Test
    void theArchitectureNamesEveryModule() {
        Set<String> words = codeWords("ARCHITECTURE.md");
        assertThat(words)
                .containsAll(
                        repository.modules().stream()
                                .filter(pom -> pom.packaging().equals("jar"))
                                .map(pom -> repository.name(pom.folder()))
                                .toList());
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() {
        Set<String> broken = new TreeSet<>();
        for (Path document : repository.files("", ".md")) {
            Matcher link = LINK.matcher(FENCE.matcher(Repository.read(document)).replaceAll(""));
            while (link.find()) {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    broken.add(repository.name(document) + " → " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDecisionIsNumberedAndListed() {
        List<String> decisions =
                repository.files("docs/decisions", ".md").stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("README.md"))
                        .toList();
        String index = repository.read("docs/decisions/README.md");

        assertThat(decisions).allMatch(name -> name.matches("\\d{4}-[a-z0-9-]+\\.md"));
        assertThat(decisions.stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
        assertThat(decisions).allMatch(name -> index.contains("(" + name + ")"));
    }

    @Test
    void theChangelogHasAPlaceForWhatComesNext() {
        assertThat(repository.read("CHANGELOG.md")).contains("## [Unreleased]");
    }

    @Test
    void everyRowThatIsDoneHasItsTest() {
        Map<String, Set<String>> classesByRow = new HashMap<>();
        for (JavaSource source : sources) {
            String type = source.path().getFileName().toString().replace(".java", "");
            source.tags().stream()
                    .filter(tag -> ROW_TAG.matcher(tag).matches())
                    .forEach(
                            tag ->
                                    classesByRow
                                            .computeIfAbsent(tag, t -> new TreeSet<>())
                                            .add(type));
        }
        Map<String, Set<String>> documented = new HashMap<>();
        for (MatchResult row : matches(ROW, repository.read("docs/rows.md"))) {
            documented.computeIfAbsent(row.group(1), r -> new TreeSet<>()).add(row.group(2));
        }
        assertThat(documented)
                .as("docs/rows.md, against the @Tag of each test")
                .isEqualTo(classesByRow);
    }

    private Set<String> codeWords(String document) {
        String prose = FENCE.matcher(repository.read(document)).replaceAll("");
        return matches(CODE_WORD, prose).stream()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        try (Stream<MatchResult> results = pattern.matcher(text).results()) {
            return results.toList();
        }
    }

    /// The first package below `io.onefold`.
    private static String module(JavaSource source) {
        return source.packageName().replaceFirst("^io\\.onefold\\.", "").replaceFirst("\\..*", "");
    }
}
