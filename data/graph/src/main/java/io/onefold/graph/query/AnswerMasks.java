package io.onefold.graph.query;

import io.onefold.lake.Governance;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeTable;
import io.onefold.lake.Mask;
import io.onefold.lake.MaskPlan;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Masks what goes into a question and what comes out of it.
///
/// In: a parameter passes the loader's mask of the column it is compared with, because that is what
/// the graph holds. Out: a column passes the reader's mask of the dataset's column it is made of. A
/// mask that the loader has applied is not applied twice, so that a pseudonym is the same here as
/// in the SQL console. A value derived in another type, such as a count, cannot pass a mask and is
/// withheld where its column is masked.
public final class AnswerMasks {

    private final Lake lake;
    private final Governance governance;
    private final GraphLoader loader;

    public AnswerMasks(Lake lake, Governance governance, GraphLoader loader) {
        this.lake = lake;
        this.governance = governance;
        this.loader = loader;
    }

    /// The parameters as the graph's properties are to be compared with.
    public BoundParameters compared(QuerySpec spec, BoundParameters parameters) {
        BoundParameters masked = parameters;
        for (QueryParameter parameter : spec.parameters()) {
            Object value = parameters.values().get(parameter.name());
            if (parameter.compares() != null && value != null) {
                UnaryOperator<@Nullable Object> mask =
                        plan(loader.of(spec.graph()), parameter.compares()).masker();
                masked = masked.with(parameter.name(), mask.apply(value));
            }
        }
        return masked;
    }

    /// The rows as a reader may see them.
    public List<List<@Nullable Object>> answered(
            QuerySpec spec, List<List<@Nullable Object>> rows, Principal reader) {
        Map<Integer, UnaryOperator<@Nullable Object>> masks = new HashMap<>();
        for (int i = 0; i < spec.columns().size(); i++) {
            QueryColumn column = spec.columns().get(i);
            Read byReader = plan(reader, column.of());
            Mask loaded = plan(loader.of(spec.graph()), column.of()).mask();
            if (!(byReader.mask() instanceof Mask.PassThrough) && !byReader.mask().equals(loaded)) {
                masks.put(i, maskOf(column.type(), byReader));
            }
        }
        return masks.isEmpty() ? rows : rows.stream().map(row -> masked(row, masks)).toList();
    }

    private static List<@Nullable Object> masked(
            List<@Nullable Object> row, Map<Integer, UnaryOperator<@Nullable Object>> masks) {
        List<@Nullable Object> masked = new ArrayList<>(row);
        masks.forEach((i, mask) -> masked.set(i, mask.apply(row.get(i))));
        return masked;
    }

    private static UnaryOperator<@Nullable Object> maskOf(DataType answered, Read column) {
        if (answered == DataType.Simple.TIMESTAMPTZ && answered.equals(column.type())) {
            return value ->
                    value instanceof Instant at
                            ? instant(column.masker().apply(at.atOffset(ZoneOffset.UTC)))
                            : null;
        }
        if (answered.equals(column.type())) {
            return column.masker();
        }
        if (answered instanceof DataType.ListOf(DataType element)
                && element.equals(column.type())) {
            return value -> value instanceof List<?> list ? each(list, column.masker()) : null;
        }
        return value -> null;
    }

    private static @Nullable Object instant(@Nullable Object masked) {
        return masked instanceof OffsetDateTime at ? at.toInstant() : masked;
    }

    private static List<@Nullable Object> each(List<?> list, UnaryOperator<@Nullable Object> mask) {
        List<@Nullable Object> masked = new ArrayList<>();
        list.forEach(value -> masked.add(mask.apply(value)));
        return masked;
    }

    /// How a principal reads a column.
    private record Read(Mask mask, DataType type, UnaryOperator<@Nullable Object> masker) {}

    private Read plan(Principal principal, DatasetColumn column) {
        TableName table = column.dataset().in(Layer.TRUSTED);
        LakeTable known = lake.require(table);
        MaskPlan plan = MaskPlan.of(governance, principal, table, known.columns());
        MaskPlan.ColumnMask mask = plan.masks().get(column.column());
        if (mask == null) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "dataset "
                            + column.dataset()
                            + " has no column '"
                            + column.column()
                            + "'; it has "
                            + plan.masks().keySet()
                            + "; correct the query's manifest");
        }
        return new Read(mask.mask(), mask.type(), plan.masker(column.column(), governance));
    }
}
