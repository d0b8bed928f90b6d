package io.onefold.graph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import org.junit.jupiter.api.Test;

class NamedParametersTest {

    @Test
    void namesBecomeNumbersInTheOrderOfTheirFirstUse() {
        NamedParameters.Numbered numbered =
                NamedParameters.number(
                        "select $b, $a, $b", name -> name.equals("a") ? "bigint" : "varchar");

        assertThat(numbered.sql())
                .isEqualTo("select cast($1 as varchar), cast($2 as bigint), cast($1 as varchar)");
        assertThat(numbered.names()).containsExactly("b", "a");
    }

    @Test
    void quotesAndCommentsAreLeftAlone() {
        String sql = "select '$a', 'it''s $b', \"$c\" -- $d\n/* $e */ from t where x = $f";

        assertThat(NamedParameters.number(sql, name -> "int").sql())
                .isEqualTo(
                        "select '$a', 'it''s $b', \"$c\" -- $d\n/* $e */ from t where x = cast($1 as int)");
        assertThat(NamedParameters.in("// $a\nMATCH (`$b`) WHERE x = $c", "//"))
                .containsExactly("c");
    }

    @Test
    void aDollarWithoutANameIsRefused() {
        assertThatThrownBy(() -> NamedParameters.in("select $$text$$", "--"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("write $name");
    }
}
