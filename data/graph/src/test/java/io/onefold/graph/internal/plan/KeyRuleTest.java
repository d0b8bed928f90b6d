package io.onefold.graph.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class KeyRuleTest {

    private static final Column A = Column.optional("a", DataType.Simple.STRING);
    private static final Column B = Column.optional("b \"quoted\"", DataType.Simple.STRING);

    @Test
    void theEngineAndJavaRenderTheSameKey() throws Exception {
        long seed = 7;
        Random random = new Random(seed);
        try (EngineForTests engine = new EngineForTests()) {
            engine.execute("create table t (n integer, a varchar, \"b \"\"quoted\"\"\" varchar)");
            for (int i = 0; i < 400; i++) {
                engine.execute("insert into t values (?, ?, ?)", i, text(random), text(random));
            }
            String key = KeyRule.sql(relation(Map.of()), List.of(A, B), Normaliser.EXACT, none());
            List<List<Object>> rows =
                    engine.rows("select a, \"b \"\"quoted\"\"\", " + key + " from t");
            assertThat(rows).hasSize(400);
            for (List<Object> row : rows) {
                assertThat(row.get(2))
                        .as("seed %d, %s", seed, row)
                        .isEqualTo(
                                KeyRule.render(List.of((String) row.get(0), (String) row.get(1))));
            }
        }
    }

    @Test
    void differentValuesNeverShareAKey() {
        Map<String, List<String>> seen = new HashMap<>();
        String[] pieces = {"", "\\", "s", "e", "\\s", "\u001f", "\u001e", "h", "\\h"};
        for (String a : pieces) {
            for (String b : pieces) {
                for (String c : pieces) {
                    List<String> values = List.of(a + b, c);
                    List<String> other = seen.put(KeyRule.render(values), values);
                    assertThat(other == null || other.equals(values))
                            .as("%s %s", other, values)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aKeyBeyond512BytesIsReplacedByItsHash() {
        assertThat(KeyRule.render(List.of("x".repeat(512)))).isEqualTo("x".repeat(512));
        assertThat(KeyRule.render(List.of("é".repeat(257)))).startsWith("\\h").hasSize(66);
    }

    @Test
    void aNullValueLeavesNoKey() throws Exception {
        try (EngineForTests engine = new EngineForTests()) {
            engine.execute("create table t (a varchar, \"b \"\"quoted\"\"\" varchar)");
            engine.execute("insert into t values ('x', null)");
            String key = KeyRule.sql(relation(Map.of()), List.of(A, B), Normaliser.EXACT, none());
            assertThat(engine.rows("select " + key + " from t").getFirst().getFirst()).isNull();
        }
    }

    @Test
    void aKeyWithAMaskedColumnIsPseudonymisedAsAWhole() {
        String key =
                KeyRule.sql(
                        relation(Map.of("a", "'***'")),
                        List.of(A, B),
                        Normaliser.EXACT,
                        text -> "hmac(" + text + ")");
        assertThat(key).startsWith("hmac(").contains("\"a\"").doesNotContain("***");
    }

    @Test
    void aListCannotBeAKey() {
        Column list = Column.optional("l", new DataType.ListOf(DataType.Simple.STRING));
        assertThatThrownBy(
                        () ->
                                KeyRule.sql(
                                        relation(Map.of()),
                                        List.of(list),
                                        Normaliser.EXACT,
                                        none()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("silo.t.l")
                .hasMessageContaining("list<string>");
    }

    private static UnaryOperator<String> none() {
        return text -> text;
    }

    private static Relation relation(Map<String, String> masked) {
        return new Relation(
                new DatasetName("silo", "t"),
                "t",
                1,
                List.of(A, B),
                Set.of(),
                Map.of(),
                masked,
                null);
    }

    private static String text(Random random) {
        String pieces = "\\\\se\u001e\u001fabé漢\"'\n";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20) == 0 ? 600 : random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append(pieces.charAt(random.nextInt(pieces.length())));
        }
        return text.toString();
    }
}
