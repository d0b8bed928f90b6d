package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {

    private static final Path COMMITTED =
            ServerFixture.house("run", "server", "src", "main", "openapi", "openapi.json");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// The console's client is generated from the committed file. When an endpoint was changed on
    /// purpose: `-Donefold.openapi.write=true` writes it anew.
    @Test
    void theCommittedDocumentIsWhatTheServerAnswers() throws Exception {
        String served = JSON.writeValueAsString(served()) + "\n";
        if (Boolean.getBoolean("onefold.openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, served);
        }

        assertThat(COMMITTED).content().isEqualTo(served);
    }

    @Test
    void everyEndpointHasASummarySchemasAndProblems() {
        List<String> bare = new ArrayList<>();
        served().get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                operation -> {
                                                    if (path.getKey().startsWith("/api/")
                                                            && !complete(operation.getValue())) {
                                                        bare.add(
                                                                operation.getKey()
                                                                        + " "
                                                                        + path.getKey());
                                                    }
                                                }));

        assertThat(bare).isEmpty();
    }

    @Test
    void whatIsNeverNullIsRequired() {
        JsonNode schemas = served().at("/components/schemas");

        assertThat(schemas.at("/SourceTableView/required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("dataset", "key", "excluded");
        assertThat(schemas.at("/SqlRequest").has("required")).isFalse();
        assertThat(schemas.at("/WindowRunView/required").valueStream().map(JsonNode::asString))
                .containsExactly("items");
    }

    @Test
    void namesAreInSnakeCaseAndTheCallerIsNoParameter() {
        String document = served().toString();

        assertThat(document).contains("\"as_of\"").contains("\"reached_at\"");
        assertThat(document).doesNotContain("\"asOf\"").doesNotContain("\"caller\"");
    }

    private static boolean complete(JsonNode operation) {
        JsonNode problem =
                operation.at("/responses/400/content/application~1problem+json/schema/$ref");
        return operation.has("summary")
                && operation.has("tags")
                && problem.asString("").equals("#/components/schemas/Problem");
    }

    private static JsonNode served() {
        return JSON.readTree(ServerFixture.shared().get("/v3/api-docs", null).body());
    }
}
