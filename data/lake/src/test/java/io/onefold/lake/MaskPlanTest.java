package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskPlanTest {

    private static final TableName TABLE = TableName.parse("raw.shop.people");
    private static final List<Column> COLUMNS =
            List.of(
                    Column.required("id", Simple.LONG),
                    Column.optional("email", Simple.STRING),
                    Column.required("_row_hash", Simple.STRING));
    private static final Principal READER = new Principal("ana", Set.of(), Set.of(), false);

    @Test
    void aHashOfTheWholeRowIsWithheldFromWhoReadsAnyOfItsColumnsMasked() {
        MaskPlan plan = plan(READER, Map.of("email", Set.of("PII.Email")));

        assertThat(plan.masks().get("_row_hash").mask()).isInstanceOf(Mask.Withhold.class);
        assertThat(plan.masks().get("id").isClear()).isTrue();
    }

    @Test
    void aHashOfTheWholeRowIsClearWhereNothingIsMasked() {
        assertThat(plan(READER, Map.of()).isClear()).isTrue();
        assertThat(plan(Principal.system("check"), Map.of("email", Set.of("PII.Email"))).isClear())
                .isTrue();
    }

    private static MaskPlan plan(Principal principal, Map<String, Set<String>> tags) {
        Governance governance =
                new Governance() {
                    @Override
                    public Map<String, Set<String>> columnTags(TableName table) {
                        return tags;
                    }

                    @Override
                    public byte[] maskKey(String keyName) {
                        return new byte[32];
                    }
                };
        return MaskPlan.of(governance, principal, TABLE, COLUMNS);
    }
}
