package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.model.contract.Normalisation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The statements of one check, in order: which keys are affected, their latest rows, what the
/// contract says of them, which rows of trusted and quarantine change by it.
final class CheckSql {

    private final Shape shape;
    private final Relations relations;
    private final String run;

    /// @param runId the run whose rows are counted
    CheckSql(Shape shape, Relations relations, String runId) {
        this.shape = shape;
        this.relations = relations;
        this.run = DuckSql.text(runId);
    }

    /// The keys that have unseen rows; only when not everything is judged.
    String affected(String unseen) {
        return SqlFile.named("affected.sql")
                .with("identity", String.join(", ", shape.identityAliases()))
                .with("identified", identified(unseen))
                .sql();
    }

    /// The versions of the affected keys; a view of the raw table when every key is judged.
    String candidates() {
        String all = identified(relations.raw());
        String ofAffected =
                "select known.* from ("
                        + all
                        + ") as known semi join check_affected as affected on "
                        + same("known", "affected", shape.identityAliases());
        boolean everything = relations.unseen().isEmpty();
        return SqlFile.named("candidates.sql")
                .with("kind", everything ? "view" : "table")
                .with("candidates", everything ? all : ofAffected)
                .sql();
    }

    String several() {
        return SqlFile.named("several.sql")
                .with("identity", String.join(", ", shape.identityAliases()))
                .sql();
    }

    String contested() {
        String newest =
                shape.versionPlan()
                        .map(_ -> "(ver is null and age = 1) desc, ver desc nulls last, ")
                        .orElse("");
        return SqlFile.named("contested.sql")
                .with("version_group", String.join(", ", shape.versionGroup()))
                .with("candidate_is_several", candidateIsSeveral())
                .with("newest_first", newest)
                .sql();
    }

    String latest() {
        List<String> row = new ArrayList<>(shape.rowAliases());
        row.addAll(shape.identityAliases());
        return SqlFile.named("latest.sql")
                .with("row", String.join(", ", row))
                .with("candidate_is_several", candidateIsSeveral())
                .with("wanted", shape.contract().keepLastValid() ? "v is not null" : "v = 1")
                .sql();
    }

    private String candidateIsSeveral() {
        return same("candidate", "several", shape.identityAliases());
    }

    private static String same(String one, String other, List<String> aliases) {
        return aliases.stream()
                .map(alias -> one + "." + alias + " is not distinct from " + other + "." + alias)
                .collect(Collectors.joining(" and "));
    }

    String judged() {
        String computed = Layers.computed("select * from check_latest", shape.plans());
        List<Verdict> verdicts = new Verdicts(shape, computed).all(relations.references());
        List<String> attempts =
                shape.rules().stream()
                        .map(
                                rule ->
                                        Layers.attempt("cast((" + rule.sql() + ") as boolean)")
                                                + " as "
                                                + rule.attempt())
                        .toList();
        List<String> flags = numbered(verdicts, (verdict, i) -> verdict.broken() + " as h" + i);
        String kept =
                relations
                        .discarded()
                        .map(rows -> " and s_hash not in (select _row_hash from " + rows + ")")
                        .orElse("");
        String passes = joined(numbered(verdicts, (_, i) -> "not h" + i), " and ", "true") + kept;
        List<String> reasons =
                numbered(
                        verdicts,
                        (verdict, i) -> "case when h" + i + " then " + verdict.reason() + " end");
        String changed =
                corrections()
                        .map(c -> c.sql() + " as " + c.alias() + ",\n")
                        .collect(Collectors.joining());
        return SqlFile.named("judged.sql")
                .with("identity", String.join(", ", shape.identityAliases()))
                .with(
                        "typed",
                        joined(shape.plans().stream().map(ColumnPlan::typed).toList(), ", ", ""))
                .with("changed", changed)
                .with("raw_text", rawText())
                .with("reasons", reasons.isEmpty() ? "[]" : "[" + String.join(",\n", reasons) + "]")
                .with("passes", passes)
                .with("layers", Layers.with(Layers.with(computed, attempts), flags))
                .sql();
    }

    String chosen() {
        String firstValid =
                "qualify row_number() over (partition by "
                        + String.join(", ", shape.identityAliases())
                        + " order by v) = 1";
        return SqlFile.named("chosen.sql")
                .with("first_valid", shape.contract().keepLastValid() ? firstValid : "")
                .sql();
    }

    String rejected() {
        return SqlFile.named("rejected.sql").sql();
    }

    /// The changes of the trusted table.
    String trustedChanges(String trusted) {
        List<ColumnPlan> plans = shape.plans();
        List<ColumnPlan> keys = shape.keyPlans();
        String columns =
                plans.stream()
                        .map(plan -> DuckSql.name(plan.column().name()) + " as " + plan.typed())
                        .collect(Collectors.joining(", "));
        String existing = "select " + columns + " from " + trusted;
        if (relations.unseen().isPresent()) {
            List<String> identity = shape.identityAliases();
            String same =
                    IntStream.range(0, keys.size())
                            .mapToObj(
                                    k ->
                                            "known."
                                                    + keys.get(k).typed()
                                                    + " = affected."
                                                    + identity.get(k))
                            .collect(Collectors.joining(" and "));
            existing =
                    "select known.* from ("
                            + existing
                            + ") as known semi join check_affected as affected on "
                            + same;
        }
        return SqlFile.named("trusted-changes.sql")
                .with("keys", both(keys, "coalesce(chosen.%1$s, existing.%1$s) as %1$s", ", "))
                .with("existing", existing)
                .with("same_key", both(keys, "chosen.%1$s = existing.%1$s", " and "))
                .with(
                        "differs",
                        both(plans, "chosen.%1$s is distinct from existing.%1$s", "\n    or "))
                .sql();
    }

    /// The key columns of the trusted rows that change, by name.
    String changedKeys() {
        return shape.keyPlans().stream()
                .map(plan -> plan.typed() + " as " + DuckSql.name(plan.column().name()))
                .collect(Collectors.joining(", ", "select ", " from check_trusted_changes"));
    }

    /// The trusted rows that are new or changed, by name.
    String changedRows() {
        return trustedRows()
                + " as chosen semi join check_trusted_changes as changes on "
                + both(shape.keyPlans(), "chosen.%1$s = changes.%1$s", " and ");
    }

    /// All trusted rows, by name.
    String trustedRows() {
        return shape.plans().stream()
                .map(plan -> plan.typed() + " as " + DuckSql.name(plan.column().name()))
                .collect(Collectors.joining(", ", "select ", " from check_chosen"));
    }

    /// @param discarded SQL over the quarantine's rows: whether one was discarded
    String quarantineStanding(String quarantine, String discarded) {
        String affected =
                "\n    and \"_row_hash\" in (select s_hash from check_contested union all select s_hash from check_judged)";
        return SqlFile.named("quarantine-standing.sql")
                .with("quarantine", quarantine)
                .with("of_affected", relations.unseen().isPresent() ? affected : "")
                .with("discarded", discarded)
                .sql();
    }

    String quarantineChanges() {
        return SqlFile.named("quarantine-changes.sql")
                .with("contract_version", DuckSql.text(shape.contract().version()))
                .sql();
    }

    /// The rows that enter quarantine: the raw columns as text, `_row_hash`, `_reasons`.
    String rejectedRows() {
        List<String> names = shape.rejectedColumns();
        String raw =
                IntStream.range(0, names.size())
                        .mapToObj(i -> "raw_row[" + (i + 1) + "] as " + DuckSql.name(names.get(i)))
                        .collect(Collectors.joining(", "));
        return "select "
                + raw
                + ", s_hash as _row_hash, reasons as _reasons from check_rejected"
                + " where s_hash in (select s_hash from check_quarantine_changes where stays)";
    }

    /// The row hashes and contract versions whose standing in quarantine is decided anew.
    String settled() {
        return "select s_hash as _row_hash, before as _contract_version from check_quarantine_changes"
                + " where before is not null union select s_hash, "
                + DuckSql.text(shape.contract().version())
                + " from check_quarantine_changes where stays";
    }

    String counts() {
        String changed =
                corrections()
                        .map(
                                c ->
                                        ",\n        count(*) filter (where not s_deleted and v = 1 and "
                                                + c.alias()
                                                + ") as "
                                                + c.alias())
                        .collect(Collectors.joining());
        return SqlFile.named("counts.sql")
                .with("run", run)
                .with("changed", changed)
                .with(
                        "left_behind",
                        shape.contract().keepLastValid() ? "v is null" : "v is distinct from 1")
                .sql();
    }

    String reasons() {
        return SqlFile.named("reasons.sql").with("run", run).sql();
    }

    /// The corrections of all columns, in order.
    Stream<Correction> corrections() {
        return shape.plans().stream()
                .flatMap(
                        plan ->
                                IntStream.rangeClosed(1, plan.steps().size())
                                        .mapToObj(
                                                step ->
                                                        new Correction(
                                                                plan.column().name(),
                                                                plan.column()
                                                                        .normalise()
                                                                        .get(step - 1),
                                                                "n" + plan.index() + "_" + step,
                                                                plan.changed(step))));
    }

    /// One correction of one column.
    ///
    /// @param column the trusted column
    /// @param step the correction
    /// @param alias the flag's alias
    /// @param sql the flag: whether it changed the value
    record Correction(String column, Normalisation step, String alias, String sql) {}

    /// Raw rows with their identity: the converted key, or (`ib`) the raw key's text when it cannot
    /// be converted.
    private String identified(String relation) {
        List<ColumnPlan> keys = shape.keyPlans();
        Collection<ColumnPlan> needed = new LinkedHashSet<>(keys);
        shape.versionPlan().ifPresent(needed::add);
        String unreadable = both(keys, "%1$s is null", " or ");
        String anyMissing =
                joined(keys.stream().map(key -> key.source() + " is null").toList(), " or ", "");
        String texts =
                joined(
                        keys.stream().map(key -> "cast(" + key.source() + " as varchar)").toList(),
                        ", ",
                        "");
        String ib =
                "case when "
                        + unreadable
                        + " then ["
                        + texts
                        + ", case when "
                        + anyMissing
                        + " then s_hash end] end as ib";
        List<String> identity =
                numbered(
                        keys,
                        (key, i) -> "case when ib is null then " + key.typed() + " end as i" + i);
        List<String> more = new ArrayList<>(identity);
        shape.versionPlan().ifPresent(plan -> more.add(plan.typed() + " as ver"));
        return Layers.with(
                Layers.with(Layers.computed(shape.aliased(relation), needed), List.of(ib)), more);
    }

    private String rawText() {
        return shape.rejectedAliases().stream()
                .map(alias -> "cast(" + alias + " as varchar)")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String both(List<ColumnPlan> plans, String form, String delimiter) {
        return plans.stream()
                .map(plan -> form.formatted(plan.typed()))
                .collect(Collectors.joining(delimiter));
    }

    private static <T> List<String> numbered(List<T> items, Numbered<T> form) {
        return IntStream.range(0, items.size()).mapToObj(i -> form.of(items.get(i), i)).toList();
    }

    private static String joined(List<String> parts, String delimiter, String whenEmpty) {
        return parts.isEmpty() ? whenEmpty : String.join(delimiter, parts);
    }

    /// How an item and its position become SQL.
    private interface Numbered<T> {
        String of(T item, int position);
    }
}
