package io.onefold.model.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DatasetContractTest {

    private static final DatasetName SHIPS = DatasetName.parse("harbour.ships");

    @Test
    void aDatasetWithoutAContractKeepsItsColumnsAndRequiresItsKey() {
        List<Column> raw =
                List.of(
                        Column.optional("imo", DataType.Simple.LONG),
                        Column.optional("name", DataType.Simple.STRING));

        DatasetContract contract = DatasetContract.passThrough(SHIPS, raw, List.of("imo"));

        assertThat(contract.columns())
                .extracting(ContractColumn::name, ContractColumn::required)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("imo", true),
                        org.assertj.core.groups.Tuple.tuple("name", false));
        assertThat(contract.version()).isEqualTo(DatasetContract.NO_CONTRACT);
    }

    @Test
    void aKeyThatIsNoColumnIsRefusedByName() {
        assertThatThrownBy(() -> contract(List.of("imoo"), List.of(), Set.of()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("harbour.ships")
                .hasMessageContaining("'imoo'")
                .hasMessageContaining("[imo]");
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        RowRule rule = new RowRule("positive", "imo", "above 0", "imo > 0", false);
        assertThatThrownBy(() -> contract(List.of("imo"), List.of(rule, rule), Set.of()))
                .hasMessageContaining("'positive' twice");
    }

    @Test
    void theHashSeesARuleAndDoesNotSeeATag() {
        DatasetContract plain = contract(List.of("imo"), List.of(), Set.of());
        DatasetContract tagged = contract(List.of("imo"), List.of(), Set.of("PII.Name"));
        DatasetContract ruled =
                contract(
                        List.of("imo"),
                        List.of(new RowRule("r", null, "x", "imo > 0", false)),
                        Set.of());

        assertThat(plain.hash()).isEqualTo(tagged.hash()).isNotEqualTo(ruled.hash()).hasSize(64);
    }

    @Test
    void textThatMovesFromOnePartToTheNextChangesTheHash() {
        DatasetContract one =
                contract(
                        List.of("imo"),
                        List.of(new RowRule("a", null, "bc", "true", false)),
                        Set.of());
        DatasetContract other =
                contract(
                        List.of("imo"),
                        List.of(new RowRule("ab", null, "c", "true", false)),
                        Set.of());
        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void aReferenceNamesAsManyColumnsOnBothSides() {
        assertThatThrownBy(() -> new Reference(List.of("a", "b"), SHIPS, List.of("a")))
                .hasMessageContaining("one to one");
    }

    private static DatasetContract contract(
            List<String> key, List<RowRule> rules, Set<String> tags) {
        ContractColumn imo =
                new ContractColumn(
                        "imo", "imo", DataType.Simple.LONG, true, false, tags, List.of(), null);
        return new DatasetContract(
                "ships",
                "1.0.0",
                SHIPS,
                List.of(imo),
                key,
                null,
                rules,
                List.of(),
                false,
                List.of());
    }
}
