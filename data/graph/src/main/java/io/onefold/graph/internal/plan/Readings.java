package io.onefold.graph.internal.plan;

import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.function.UnaryOperator;

/// SELECTs over a dataset for what is computed beside the graph.
public final class Readings {

    private Readings() {}

    /// Yields `id`, the key that a node of these values has, and `known_at` (timestamptz).
    ///
    /// @param pseudonym wraps a text expression of the engine into its HMAC
    /// @throws OnefoldException (UNPROCESSABLE) if a column is missing, or the time is none
    public static String keyAndTime(
            Relation relation, List<String> key, String knownAt, UnaryOperator<String> pseudonym) {
        List<Column> columns =
                key.stream().map(name -> relation.column(name, "key of confirmed fraud")).toList();
        Column time = relation.column(knownAt, "time at which fraud became known");
        if (!(time.type() instanceof Simple simple)
                || (simple != Simple.TIMESTAMPTZ && simple != Simple.TIMESTAMP)) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "column "
                            + relation.dataset()
                            + "."
                            + knownAt
                            + " is a "
                            + time.type()
                            + ", so it cannot say since when fraud is known; expected timestamptz or timestamp");
        }
        return "SELECT "
                + KeyRule.sql(relation, columns, Normaliser.EXACT, pseudonym)
                + " AS id, make_timestamptz("
                + PropertyRules.engineForm(relation, time, simple, relation.clear(time))
                + ") AS known_at FROM "
                + relation.sql();
    }
}
