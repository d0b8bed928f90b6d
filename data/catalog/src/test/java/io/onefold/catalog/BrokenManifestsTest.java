package io.onefold.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every file of `broken/` ends with what must be found in it, and nothing else: `#! line:column
/// rule | part of the finding | …`.
final class BrokenManifestsTest {

    private static final Path FOLDER = Path.of("src/test/resources/broken");
    private static final Pattern EXPECTED = Pattern.compile("#! (\\d+:\\d+) (\\S+)(.*)");

    private record Expected(String place, String rule, List<String> parts) {}

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void exactlyWhatIsWrongIsFound(String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file));
        Settings settings = Settings.of(FOLDER, Map.of("PROFILES_PASSWORD", "hunter2"));

        ManifestSet set =
                new Manifests(settings)
                        .readText(file, text, new ReadOptions(false, "public", Map.of(), true));

        List<Expected> expected = expected(text);
        assertThat(set.findings())
                .as(
                        () ->
                                String.join(
                                        "\n",
                                        set.findings().stream().map(Finding::toString).toList()))
                .extracting(
                        finding -> finding.line() + ":" + finding.column() + " " + finding.rule())
                .containsExactlyElementsOf(
                        expected.stream().map(each -> each.place() + " " + each.rule()).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(set.findings().get(i).toString()).contains(expected.get(i).parts());
        }
        assertThat(set.findings())
                .noneSatisfy(finding -> assertThat(finding.toString()).contains("hunter2"));
    }

    @Test
    void thereAreAtLeastSixtyOfThem() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(60);
    }

    private static List<Expected> expected(String text) {
        List<Expected> expected = new ArrayList<>();
        Matcher matcher = EXPECTED.matcher(text);
        while (matcher.find()) {
            List<String> parts =
                    Stream.of(matcher.group(3).split(" \\| "))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .toList();
            expected.add(new Expected(matcher.group(1), matcher.group(2), parts));
        }
        return expected;
    }
}
