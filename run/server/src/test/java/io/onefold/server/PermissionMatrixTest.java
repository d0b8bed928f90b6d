package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Who may call what: every endpoint of the OpenAPI document with every permission.
@Tag("decisions-16")
class PermissionMatrixTest {

    /// Endpoint, permissions any of which opens it, and a request that gets past its parameters.
    private static final String MATRIX =
            """
            GET /                                   | open           | /
            GET /health                             | open           | /health
            GET /metrics                            | open           | /metrics
            POST /predict                           | fraud_detection | /predict
            POST /batch-predict                     | fraud_detection | /batch-predict
            GET /model-info                         | fraud_detection | /model-info
            GET /api/decisions                      | fraud_detection fraud_review | /api/decisions
            GET /api/decisions/{transactionId}      | fraud_detection fraud_review | /api/decisions/x
            POST /api/decisions/{transactionId}/replay | fraud_review | /api/decisions/x/replay
            GET /api/decisions/{transactionId}/explanation | fraud_review | /api/decisions/x/explanation
            POST /api/decisions/{transactionId}/human-review | fraud_review | /api/decisions/x/human-review
            GET /api/cases                          | fraud_review fraud_approve | /api/cases
            GET /api/cases/{id}                     | fraud_review fraud_approve | /api/cases/999999
            POST /api/cases                         | fraud_review   | /api/cases
            POST /api/cases/{id}/alerts             | fraud_review   | /api/cases/999999/alerts
            POST /api/cases/{id}/notes              | fraud_review fraud_approve | /api/cases/999999/notes
            POST /api/cases/{id}/close              | fraud_review   | /api/cases/999999/close
            POST /api/cases/{id}/approve            | fraud_approve  | /api/cases/999999/approve
            GET /api/alerts                         | fraud_review   | /api/alerts
            GET /api/alerts/{id}                    | fraud_review   | /api/alerts/1
            PATCH /api/alerts/{id}                  | fraud_review   | /api/alerts/1
            POST /api/events                        | fraud_detection | /api/events
            POST /api/labels                        | fraud_review   | /api/labels
            GET /api/models                         | fraud_model    | /api/models
            GET /api/models/{id}                    | fraud_model    | /api/models/1
            GET /api/models/{id}/card               | fraud_model    | /api/models/1/card
            POST /api/models/{id}/promote           | fraud_model    | /api/models/1/promote
            POST /api/models/rollback               | fraud_model    | /api/models/rollback?fraud_type=credit_card
            POST /train                             | fraud_model    | /train
            GET /api/training-runs/{id}             | fraud_model    | /api/training-runs/00000000-0000-0000-0000-000000000000
            GET /api/rules                          | fraud_rules fraud_approve | /api/rules
            GET /api/rules/{id}                     | fraud_rules fraud_approve | /api/rules/nobody
            GET /api/rules/{id}/versions/{version}  | fraud_rules fraud_approve | /api/rules/nobody/versions/1
            POST /api/rules                         | fraud_rules    | /api/rules
            POST /api/rules/{id}/versions/{version}/publish | fraud_rules fraud_approve | /api/rules/nobody/versions/1/publish
            POST /api/rules/{id}/versions/{version}/retire | fraud_rules | /api/rules/nobody/versions/1/retire
            GET /api/policies                       | fraud_rules fraud_approve | /api/policies
            GET /api/policies/{id}                  | fraud_rules fraud_approve | /api/policies/nobody
            POST /api/policies                      | fraud_rules    | /api/policies
            POST /api/policies/{id}/versions/{version}/publish | fraud_rules fraud_approve | /api/policies/nobody/versions/1/publish
            POST /api/policies/{id}/versions/{version}/retire | fraud_rules | /api/policies/nobody/versions/1/retire
            POST /api/backtests                     | fraud_rules    | /api/backtests
            GET /api/backtests/{id}                 | fraud_rules    | /api/backtests/00000000-0000-0000-0000-000000000000
            GET /api/patterns                       | fraud_review   | /api/patterns
            POST /api/patterns/rules                | fraud_review   | /api/patterns/rules
            GET /api/audit/export                   | fraud_audit    | /api/audit/export
            GET /api/lists                          | fraud_rules    | /api/lists
            POST /api/lists                         | fraud_rules    | /api/lists
            DELETE /api/lists/{id}                  | fraud_rules    | /api/lists/999999
            GET /api/datasets                       | data_read      | /api/datasets
            GET /api/datasets/{table}               | data_read      | /api/datasets/trusted.shop.people
            GET /api/graph/neighbourhood            | data_read      | /api/graph/neighbourhood?node=A:1
            GET /api/graph/path                     | data_read      | /api/graph/path?from=A:1&to=A:2
            GET /api/graph/rings                    | data_read      | /api/graph/rings
            GET /api/graph/rings/{id}               | data_read      | /api/graph/rings/1
            GET /api/graph/runs                     | data_read      | /api/graph/runs
            GET /api/graph/runs/{id}                | data_read      | /api/graph/runs/00000000-0000-0000-0000-000000000000
            POST /api/graph/runs                    | data_operate   | /api/graph/runs
            GET /api/quarantine                     | data_read      | /api/quarantine
            GET /api/quarantine/{dataset}           | data_read      | /api/quarantine/shop.nobody
            POST /api/quarantine/{dataset}/replay   | data_operate   | /api/quarantine/shop.nobody/replay
            POST /api/quarantine/{dataset}/discard  | data_operate   | /api/quarantine/shop.nobody/discard
            GET /api/queries                        | data_read      | /api/queries
            POST /api/queries/{name}                | data_read      | /api/queries/nobody
            GET /api/runs                           | data_read      | /api/runs
            GET /api/runs/{id}                      | data_read      | /api/runs/00000000-0000-0000-0000-000000000000
            POST /api/runs                          | data_operate   | /api/runs
            POST /api/runs/{id}/cancel              | data_operate   | /api/runs/00000000-0000-0000-0000-000000000000/cancel
            GET /api/sources                        | data_read      | /api/sources
            GET /api/sources/{name}                 | data_read      | /api/sources/nobody
            POST /api/sources/{name}/test           | data_operate   | /api/sources/nobody/test
            POST /api/sql                           | data_read      | /api/sql
            """;

    private final ServerFixture onefold = ServerFixture.shared();

    /// @param permissions any of them opens it; none: it is open
    private record Row(String endpoint, Set<Permission> permissions, String method, String at) {

        static Row of(String line) {
            String[] cells = line.split("\\|");
            String endpoint = cells[0].strip();
            Set<Permission> permissions = EnumSet.noneOf(Permission.class);
            if (!cells[1].strip().equals("open")) {
                for (String name : cells[1].strip().split(" ")) {
                    permissions.add(Permission.parse(name));
                }
            }
            return new Row(endpoint, permissions, endpoint.split(" ")[0], cells[2].strip());
        }
    }

    private static List<Row> matrix() {
        return MATRIX.lines().map(Row::of).toList();
    }

    @Test
    void theMatrixNamesEveryEndpoint() {
        Set<String> served = new TreeSet<>();
        new JsonMapper()
                .readTree(onefold.get("/v3/api-docs", null).body())
                .get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .propertyNames()
                                        .forEach(
                                                method ->
                                                        served.add(
                                                                method.toUpperCase(
                                                                                java.util.Locale
                                                                                        .ROOT)
                                                                        + " "
                                                                        + path.getKey())));

        assertThat(matrix().stream().map(Row::endpoint))
                .containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void eachPermissionOpensItsEndpointsAndNoOther() {
        List<String> wrong = new ArrayList<>();
        for (Permission permission : EnumSet.complementOf(EnumSet.of(Permission.ADMIN))) {
            String token = onefold.token(new Principal("eve", Set.of(), Set.of(permission), false));
            for (Row row : matrix()) {
                boolean may = row.permissions().isEmpty() || row.permissions().contains(permission);
                HttpResponse<String> answer = ask(row, token);
                boolean refused = answer.statusCode() == 403;
                if (refused == may || answer.statusCode() == 401 || answer.statusCode() == 500) {
                    wrong.add(row.endpoint() + " with " + permission + ": " + answer.statusCode());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void withoutATokenOnlyWhatIsOpenAnswers() {
        for (Row row : matrix()) {
            assertThat(ask(row, null).statusCode() == 401)
                    .as(row.endpoint())
                    .isEqualTo(!row.permissions().isEmpty());
        }
    }

    private HttpResponse<String> ask(Row row, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(onefold.uri(row.at()));
        if (!row.method().equals("GET") && !row.method().equals("DELETE")) {
            request.header("Content-Type", "application/json");
        }
        return onefold.send(
                request.method(
                        row.method(),
                        row.method().equals("GET") || row.method().equals("DELETE")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}")),
                token);
    }
}
