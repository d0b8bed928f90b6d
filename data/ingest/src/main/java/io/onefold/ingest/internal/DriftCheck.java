package io.onefold.ingest.internal;

import io.onefold.catalog.Drift;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.landing.TextForm;
import io.onefold.ingest.internal.silo.SiloTable;
import io.onefold.lake.SchemaChange;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the columns of a silo's table with those of raw, and decides by the source's drift
/// policy.
final class DriftCheck {

    private final SourceSpec source;
    private final SourceTable table;
    private final List<SiloColumn> columns = new ArrayList<>();
    private final Set<String> absent = new HashSet<>();
    private final List<Column> withheld = new ArrayList<>();
    private final List<SchemaChange> changes = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private DriftCheck(SourceSpec source, SourceTable table) {
        this.source = source;
        this.table = table;
    }

    /// @param raw raw's business columns; null: the table is read for the first time
    /// @throws OnefoldException (RUN_FAILED) when the silo lacks a key or watermark column, or
    ///   differs in a way that the policy refuses; (INVALID_INPUT) for columns that raw cannot hold
    static Shape compare(
            SourceSpec source, SourceTable table, SiloTable silo, @Nullable List<Column> raw) {
        DriftCheck check = new DriftCheck(source, table);
        check.requireNames(silo);
        check.requireColumn(silo, table.key(), "key");
        String watermark = table.watermark();
        if (watermark != null) {
            check.requireColumn(silo, List.of(watermark), "watermark");
        }
        if (raw == null) {
            check.requireExclusions(silo);
            check.columns.addAll(silo.columns());
        } else {
            check.compare(silo, raw);
        }
        return new Shape(
                check.columns,
                check.absent,
                check.withheld,
                check.changes,
                check.added,
                check.notes);
    }

    private void compare(SiloTable silo, List<Column> raw) {
        List<String> gone = new ArrayList<>();
        for (Column known : raw) {
            Optional<SiloColumn> now = silo.find(known.name());
            if (table.exclude().containsKey(known.name())) {
                withheld.add(known);
            } else if (now.isPresent()) {
                columns.add(same(known, now.get()));
            } else {
                gone.add(known.name());
                absent.add(known.name());
                columns.add(new SiloColumn(known.name(), known.type(), "nothing", TextForm.PLAIN));
            }
        }
        List<SiloColumn> further =
                silo.columns().stream()
                        .filter(c -> raw.stream().noneMatch(k -> k.name().equals(c.name())))
                        .toList();
        gone.forEach(name -> gone(name, further));
        further.forEach(this::further);
        if (source.drift() == Drift.FAIL && !differences.isEmpty()) {
            throw refused(String.join("; ", differences));
        }
        notes.addAll(differences);
    }

    private void gone(String name, List<SiloColumn> further) {
        String renamed =
                further.size() == 1 && absent.size() == 1
                        ? " (perhaps renamed to '" + further.getFirst().name() + "')"
                        : "";
        differences.add(
                "column '"
                        + name
                        + "' is gone"
                        + renamed
                        + (source.drift() == Drift.FAIL ? "" : ", null from now on"));
    }

    private void further(SiloColumn column) {
        String what = "column '" + column.name() + "' (" + column.siloType() + ") is new";
        switch (source.drift()) {
            case FAIL -> differences.add(what);
            case IGNORE -> differences.add(what + ", not read");
            case ADD -> {
                differences.add(what + ", added");
                added.add(column.name());
                columns.add(column);
                changes.add(new SchemaChange.Add(Column.optional(column.name(), column.type())));
            }
        }
    }

    /// A column that both have, read so that it fits raw.
    private SiloColumn same(Column known, SiloColumn now) {
        if (known.type().equals(now.type())) {
            return now;
        }
        String what =
                "column '"
                        + known.name()
                        + "' is "
                        + now.siloType()
                        + " ("
                        + now.type()
                        + ") where raw has "
                        + known.type();
        boolean wider = widens(known.type(), now.type());
        if (source.drift() == Drift.ADD && wider) {
            differences.add(what + ", widened");
            changes.add(new SchemaChange.Widen(known.name(), now.type()));
            return now;
        }
        boolean fits = widens(now.type(), known.type());
        boolean castable = now.form() == TextForm.PLAIN || now.form() == TextForm.UNBOUNDED_NUMBER;
        boolean bridged = source.drift() == Drift.ADD ? fits : castable;
        if (source.drift() != Drift.FAIL && (!bridged || nested(known.type()))) {
            throw refused(what + ", which no policy can bridge");
        }
        differences.add(
                what
                        + switch (source.drift()) {
                            case FAIL -> "";
                            case ADD -> ", which holds it";
                            case IGNORE -> ", values that do not fit are set aside";
                        });
        return new SiloColumn(
                known.name(),
                known.type(),
                now.siloType(),
                known.type() instanceof DataType.Decimal
                                || known.type() == Simple.INT
                                || known.type() == Simple.LONG
                        ? TextForm.UNBOUNDED_NUMBER
                        : TextForm.PLAIN,
                now.hashedAs().isEmpty() ? now.type().toString() : now.hashedAs());
    }

    private static boolean nested(DataType type) {
        return type instanceof DataType.ListOf
                || type instanceof DataType.Struct
                || type == Simple.BINARY;
    }

    /// Whether every value of one type is a value of the other, in Iceberg's promotions.
    private static boolean widens(DataType from, DataType to) {
        if (from == Simple.INT) {
            return to == Simple.LONG;
        }
        if (from == Simple.FLOAT) {
            return to == Simple.DOUBLE;
        }
        return from instanceof DataType.Decimal(int precision, int scale)
                && to instanceof DataType.Decimal(int wider, int same)
                && same == scale
                && wider > precision;
    }

    /// An exclusion that hits nothing may be a slip of the pen that lets a sensitive column in.
    /// Files may have a column today and not tomorrow, so theirs are not held to it.
    private void requireExclusions(SiloTable silo) {
        List<String> there = silo.columns().stream().map(SiloColumn::name).toList();
        for (String name : table.exclude().keySet()) {
            if (!source.kind().isFiles()
                    && !silo.excluded().contains(name)
                    && Spelling.nearest(name, there).isPresent()) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        source.dataset(table)
                                + " excludes column '"
                                + name
                                + "', which its silo does not have"
                                + Spelling.didYouMean(name, there)
                                + " Nothing was read; correct or remove the exclusion in the manifest of source '"
                                + source.manifest()
                                + "'");
            }
        }
    }

    private OnefoldException refused(String differences) {
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "the columns of "
                        + source.dataset(table)
                        + " differ from the last run's: "
                        + differences
                        + ". Its drift policy is '"
                        + source.drift().wireName()
                        + "', so nothing was read; restore the column, exclude it, or set drift to"
                        + " 'add' (raw follows the silo) or 'ignore' (raw stays)");
    }

    private void requireColumn(SiloTable silo, List<String> names, String role) {
        List<String> there = silo.columns().stream().map(SiloColumn::name).toList();
        for (String name : names) {
            if (there.contains(name)) {
                continue;
            }
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    source.dataset(table)
                            + " has no column '"
                            + name
                            + "', which its manifest names as "
                            + role
                            + Spelling.didYouMean(name, there)
                            + ". Restore it, or change the manifest of source '"
                            + source.manifest()
                            + "'");
        }
    }

    private void requireNames(SiloTable silo) {
        Map<String, String> seen = new HashMap<>();
        for (SiloColumn column : silo.columns()) {
            String name = column.name();
            String other = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                throw unusable("columns '" + other + "' and '" + name + "' differ only in case");
            }
            if (RawTable.isReserved(name)) {
                throw unusable("column '" + name + "' has the name of one of Onefold's own");
            }
        }
        if (silo.columns().isEmpty()) {
            throw unusable("no column is left to read");
        }
    }

    private OnefoldException unusable(String why) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                source.dataset(table)
                        + " cannot be stored: "
                        + why
                        + "; rename it in the silo, or exclude it in the manifest of source '"
                        + source.manifest()
                        + "'");
    }
}
