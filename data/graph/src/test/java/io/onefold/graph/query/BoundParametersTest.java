package io.onefold.graph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.graph.query.QueryParameter.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundParametersTest {

    private static final Instant AS_OF = Instant.parse("2025-11-03T00:00:00Z");

    @Test
    void defaultsStandForWhatIsNotGiven() {
        assertThat(bind(Map.of()).values())
                .containsEntry("limit", 20L)
                .containsEntry("zone", "UTC")
                .containsEntry("tags", List.of("A", "B"))
                .containsEntry("email", null);
    }

    @Test
    void textsAreReadAsTheParametersType() {
        Map<String, Object> given = Map.of("limit", " 7 ", "zone", "Europe/Paris", "tags", "X, Y");

        assertThat(bind(given).values())
                .containsEntry("limit", 7L)
                .containsEntry("zone", "Europe/Paris")
                .containsEntry("tags", List.of("X", "Y"));
        assertThat(bind(Map.of("limit", 9, "tags", List.of("Z"))).values())
                .containsEntry("limit", 9L)
                .containsEntry("tags", List.of("Z"));
    }

    @Test
    void whatDoesNotFitIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> bind(Map.of("limt", "1")))
                .hasMessageContainingAll(
                        "'limt'",
                        "did you mean 'limit'?",
                        "parameters: [limit, zone, tags, email, shape]");
        assertThatThrownBy(() -> bind(Map.of("limit", "0")))
                .hasMessageContainingAll("'0'", "whole number from 1 to 100");
        assertThatThrownBy(() -> bind(Map.of("limit", "many")))
                .hasMessageContaining("whole number from 1 to 100");
        assertThatThrownBy(() -> bind(Map.of("zone", "Europe/Pariss")))
                .hasMessageContainingAll("Europe/Pariss", "did you mean 'Europe/Paris'?");
        assertThatThrownBy(() -> bind(Map.of("shape", "secret of a person")))
                .hasMessageContaining("does not match [a-z]+")
                .hasMessageNotContaining("secret");
    }

    @Test
    void oneOfSeveralParametersCanBeRequired() {
        QuerySpec spec = spec(List.of("email", "shape"));

        assertThatThrownBy(() -> BoundParameters.of(spec, Map.of(), AS_OF))
                .hasMessageContaining("needs one of the parameters [email, shape]");
        assertThat(BoundParameters.of(spec, Map.of("email", "x"), AS_OF).values())
                .containsEntry("email", "x");
    }

    private static BoundParameters bind(Map<String, ?> given) {
        return BoundParameters.of(spec(List.of()), given, AS_OF);
    }

    private static QuerySpec spec(List<String> requireOneOf) {
        List<QueryParameter> parameters =
                List.of(
                        new QueryParameter("limit", Type.INTEGER, 20L, 1, 100, null, null, ""),
                        new QueryParameter("zone", Type.ZONE, "UTC", 0, 0, null, null, ""),
                        new QueryParameter(
                                "tags", Type.STRING_LIST, List.of("A", "B"), 0, 0, null, null, ""),
                        new QueryParameter("email", Type.STRING, null, 0, 0, null, null, ""),
                        new QueryParameter("shape", Type.STRING, null, 0, 0, "[a-z]+", null, ""));
        return new QuerySpec(
                "q", "i", "d", "g", parameters, requireOneOf, List.of(), "", "", Set.of());
    }
}
