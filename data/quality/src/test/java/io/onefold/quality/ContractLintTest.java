package io.onefold.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.Finding;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Normalisation;
import io.onefold.model.contract.RowRule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContractLintTest {

    private static final DataType STRING = DataType.Simple.STRING;
    private static final List<Column> RAW =
            List.of(
                    Column.optional("id", STRING),
                    Column.optional("town", STRING),
                    Column.optional("note", STRING));

    @Test
    void aSoundContractHasNoFinding() {
        assertThat(lint(rule("length(town) between 1 and 30", true), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "length(twon) > 3         | sql.invalid        | did you mean 'town'?",
                "length(town) >           | sql.invalid        | syntax error",
                "town in (select 'Ulm')   | sql.invalid        | subquery is not allowed here",
                "sum(length(town)) > 3    | sql.invalid        | aggregate",
                "row_number() over () = 1 | sql.invalid        | window is not allowed here",
                "town + 1 > date '2020-01-01' | sql.invalid    | the engine refuses the SQL",
                "true; drop table x       | sql.invalid        | expected one SQL expression",
                "town = 'a' or town = 'b' and id > 3   | sql.or-precedence  | parentheses",
                "town <= cast(now() as string)        | sql.not-repeatable | [now]",
            })
    void whatCannotHoldIsAnError(String predicate, String rule, String message) {
        assertThat(lint(rule(predicate, true), null))
                .anySatisfy(
                        finding -> {
                            assertThat(finding.rule()).isEqualTo(rule);
                            assertThat(finding.message()).contains(message);
                            assertThat(finding.path()).isEqualTo("city.people.rules.r");
                            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(town = 'a' or town = 'b') and id > 3",
                "town = 'a' or (town = 'b' and id > 3)",
                "(town = 'a' and id > 3) or town = 'b'",
                "town = 'a' or town = 'b' or id > 3",
                "case when town = 'a' or town = 'b' then id > 3 else true end",
            })
    void parenthesesSettleThePrecedence(String predicate) {
        assertThat(lint(rule(predicate, true), null)).isEmpty();
    }

    @Test
    void aRuleThatRefusesEveryRowWithoutAnOptionalValueIsDoubtful() {
        assertThat(lint(rule("length(town) <= 30", false), null))
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "sql.null-reject", Finding.Severity.WARNING));
        assertThat(lint(rule("town is null or length(town) <= 30", false), null)).isEmpty();
        assertThat(lint(rule("id > 3", false), null)).isEmpty();
    }

    @Test
    void aPatternThatIsFoundAnywhereIsDoubtful() {
        assertThat(lint(rule("regexp_like(town, '^[a-z]+')", true), null))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.rule()).isEqualTo("regex.unanchored");
                            assertThat(finding.message()).contains("'^(^[a-z]+)$'");
                        });
        assertThat(lint(rule("regexp_like(town, '^([a-z]+)$')", true), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "regexp_full_match(town, '[a-z]+') | spark.function      | write regexp_like | (character 1)",
                "length(cast(id as varchar)) > 0   | spark.type          | write string      | (character 19)",
                "\"town\" <> ''                     | spark.double-quotes | backticks         | (character 1)",
                "id % 2 = 0 and 1 / id > 0         | spark.division      | try_divide        | (character 16)",
            })
    void whatIsOutsideTheCommonSubsetIsAnErrorWithTheNextSpelling(
            String predicate, String rule, String spelling, String place) {
        assertThat(lint(rule(predicate, true), null))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.rule()).isEqualTo(rule);
                            assertThat(finding.message()).contains(spelling, place);
                            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                        });
        assertThat(lint(rule("true", true), "concat_ws(',', list(town))"))
                .extracting(Finding::rule, Finding::path)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(
                                "spark.function", "city.people.columns.town.normalise.n"));
    }

    @Test
    void sparksFunctionsAreBound() {
        assertThat(lint(rule("nvl(date_format(current_of, 'yyyy'), '') > ''", true), null))
                .extracting(Finding::rule)
                .containsExactly("sql.invalid");
        assertThat(
                        lint(
                                rule("regexp_like(nvl(town, ''), '^(a|b)$')", true),
                                "substring_index(town, ' ', 1)"))
                .isEmpty();
    }

    @Test
    void sqlOverRawColumnsIsBoundOnceTheRawTableIsThere() {
        DatasetContract contract = contract(rule("true", true), "nullif(tawn, '?')");

        assertThat(ContractLint.lint("c.yaml", contract, List.of())).isEmpty();
        assertThat(ContractLint.lint("c.yaml", contract, RAW))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.path()).isEqualTo("city.people.columns.town");
                            assertThat(finding.message())
                                    .contains("'tawn' is not a column here")
                                    .contains("did you mean 'town'?");
                        });
    }

    @Test
    void aKeyIsMadeOfItsOwnSourceOnly() {
        ContractColumn id =
                new ContractColumn(
                        "id", "id", STRING, true, false, Set.of(), List.of(), "id || town");
        DatasetContract contract =
                new DatasetContract(
                        "people",
                        "1",
                        DatasetName.parse("city.people"),
                        List.of(id),
                        List.of("id"),
                        null,
                        List.of(),
                        List.of(),
                        false,
                        List.of());
        assertThat(ContractLint.lint("c.yaml", contract, RAW))
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.message())
                                        .contains("'town' is not a column here"));
    }

    @Test
    void theNamesOfTheBuiltInReasonsAreTaken() {
        RowRule type = new RowRule("type", "town", "x", "town = 'x'", true);
        assertThat(lint(type, null))
                .extracting(Finding::rule)
                .containsExactly("contract.reserved-rule");
    }

    private static List<Finding> lint(RowRule rule, @Nullable String normalise) {
        return ContractLint.lint("c.yaml", contract(rule, normalise), RAW);
    }

    private static RowRule rule(String predicate, boolean nullPasses) {
        return new RowRule("r", "town", "words", predicate, nullPasses);
    }

    private static DatasetContract contract(RowRule rule, @Nullable String normalise) {
        List<Normalisation> steps =
                normalise == null ? List.of() : List.of(new Normalisation("n", normalise));
        return new DatasetContract(
                "people",
                "1",
                DatasetName.parse("city.people"),
                List.of(
                        ContractColumn.of("id", DataType.Simple.LONG, true),
                        new ContractColumn(
                                "town", "town", STRING, false, false, Set.of(), steps, null)),
                List.of("id"),
                null,
                List.of(rule),
                List.of(),
                false,
                List.of());
    }
}
