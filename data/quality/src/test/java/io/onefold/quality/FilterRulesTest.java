package io.onefold.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Finding;
import io.onefold.model.contract.RowRule;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

final class FilterRulesTest {

    @Test
    void eachPartJoinedByAndIsARule() {
        FilterRules filter =
                FilterRules.of(
                        "wf.yaml",
                        "steps[0]",
                        "length(pin) = 6 and (status = 'A' or status = 'B')\n  and \"größe\" is not null and a < b");

        assertThat(filter.rules())
                .extracting(RowRule::name, RowRule::column, RowRule::predicate)
                .containsExactly(
                        Tuple.tuple("f1", "pin", "(length(pin) = 6)"),
                        Tuple.tuple("f2", "status", "((status = 'A') OR (status = 'B'))"),
                        Tuple.tuple("f3", "größe", "(\"größe\" IS NOT NULL)"),
                        Tuple.tuple("f4", null, "(a < b)"));
        assertThat(filter.findings()).isEmpty();
    }

    @Test
    void anOrAtTheTopIsOneRuleAndAFinding() {
        FilterRules filter =
                FilterRules.of("wf.yaml", "steps[0]", "a = 1 and b = 2 or c = 3 and d = 4");

        assertThat(filter.rules())
                .singleElement()
                .satisfies(
                        rule ->
                                assertThat(rule.predicate())
                                        .isEqualTo(
                                                "(((a = 1) AND (b = 2)) OR ((c = 3) AND (d = 4)))"));
        assertThat(filter.findings())
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(Tuple.tuple("sql.or-precedence", Finding.Severity.ERROR));
    }

    @Test
    void aConditionThatReadsMoreThanItsRowIsRefused() {
        assertThatThrownBy(() -> FilterRules.of("wf.yaml", "steps[0]", "a in (select x from y)"))
                .hasMessageContaining("subquery is not allowed here");
    }
}
