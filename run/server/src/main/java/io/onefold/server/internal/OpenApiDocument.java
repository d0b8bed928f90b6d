package io.onefold.server.internal;

import io.onefold.fraud.Caller;
import io.onefold.model.Release;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.stereotype.Component;

/// Completes the OpenAPI document: what every endpoint of `/api` answers when it fails, and a
/// server address that is the same wherever the server runs.
@Component
class OpenApiDocument implements OpenApiCustomizer {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "400", "a parameter or the body is wrong",
                    "401", "no token, or one that is not accepted",
                    "403", "the caller lacks a permission",
                    "500", "a defect; the answer holds an incident id only",
                    "503", "a part does not answer; try again");

    private static final Map<String, String> WITH_BODY =
            Map.of(
                    "409",
                            "it is under way already, was decided with another body, or takes a second person",
                    "412", "somebody else changed it; read it again",
                    "429", "too much at once; come again",
                    "413", "the body is too large",
                    "415", "the body is not JSON",
                    "422", "it is well formed, and cannot be done with the data there is");

    @Override
    public void customise(OpenAPI document) {
        document.getInfo().setVersion(Release.version());
        document.setServers(List.of(new Server().url("/")));
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        document.getComponents().addSchemas("Problem", problem());
        PredictSchemas.add(document);
        document.getPaths()
                .forEach(
                        (path, item) -> {
                            if (path.startsWith("/api/") || path.contains("predict")) {
                                complete(path, item);
                            }
                        });
    }

    private static void complete(String path, PathItem item) {
        item.readOperationsMap()
                .forEach(
                        (method, operation) -> {
                            Map<String, String> failures = new LinkedHashMap<>(ALWAYS);
                            if (path.contains("{") || path.startsWith("/api/graph/")) {
                                failures.put("404", "it does not exist");
                            }
                            if (method == PathItem.HttpMethod.POST) {
                                failures.putAll(WITH_BODY);
                            } else {
                                failures.put(
                                        "422",
                                        "it takes too long, or cannot be done with the data there is");
                            }
                            failures.forEach((status, why) -> add(operation, status, why));
                        });
    }

    private static void add(Operation operation, String status, String why) {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
        operation
                .getResponses()
                .addApiResponse(
                        status,
                        new ApiResponse()
                                .description(why)
                                .content(
                                        new Content()
                                                .addMediaType(
                                                        "application/problem+json",
                                                        new MediaType().schema(schema))));
    }

    private static Schema<?> problem() {
        Schema<?> error =
                new ObjectSchema()
                        .addProperty("field", text("the field; its value is never repeated"))
                        .addProperty("code", text("what kind of fault"))
                        .addProperty("message", text("what was expected"));
        Schema<?> problem =
                new ObjectSchema()
                        .description("A failure (RFC 9457)")
                        .addProperty("type", text("urn:onefold:problem:<code>"))
                        .addProperty("title", text("the status in words"))
                        .addProperty("status", new IntegerSchema().description("the HTTP status"))
                        .addProperty("detail", text("what was wrong, expected, and to be done"))
                        .addProperty("instance", text("the path that was asked"))
                        .addProperty("errors", new ArraySchema().items(error));
        problem.setRequired(List.of("type", "title", "status", "detail"));
        return problem;
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}
