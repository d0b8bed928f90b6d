package io.onefold.ingest.internal.classify;

import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.DataType;
import org.jspecify.annotations.Nullable;

/// How far the rows of a table reach.
///
/// @param column the watermark column
/// @param type its type in the lake
/// @param cap nothing beyond this counts, an expression; null: everything counts
/// @param earlier the greatest watermark of earlier reads, as the engine spelt it; null: none
public record Watermark(
        String column, DataType type, @Nullable String cap, @Nullable String earlier) {

    /// The greatest watermark among the rows of a relation and the earlier one, as the engine
    /// spells it; null if there is none.
    public @Nullable String greatest(LakeSession session, String relation) {
        String greatest = "max(" + DuckSql.name(column) + ")";
        String capped =
                cap == null
                        ? greatest
                        : "CASE WHEN %1$s > %2$s THEN %2$s ELSE %1$s END".formatted(greatest, cap);
        String both =
                earlier == null
                        ? capped
                        : "greatest("
                                + capped
                                + ", CAST("
                                + DuckSql.text(earlier)
                                + " AS "
                                + DuckSql.type(type)
                                + "))";
        return new EngineSql(session).text("SELECT CAST(" + both + " AS VARCHAR) FROM " + relation);
    }
}
