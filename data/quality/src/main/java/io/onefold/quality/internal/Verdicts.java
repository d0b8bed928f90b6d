package io.onefold.quality.internal;

import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Reference;
import io.onefold.model.contract.RowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything a row is asked, in the order in which its reasons are listed: each column's type and
/// presence, the row rules, uniqueness, references.
///
/// A question that reads a column whose value is missing though required, or could not be
/// converted, is not asked: the answer would repeat what is wrong already.
final class Verdicts {

    /// The rule of a value that could not be computed or converted.
    static final String TYPE = "type";

    /// The rule of a missing value.
    static final String REQUIRED = "required";

    /// The rule of a value that other rows share.
    static final String UNIQUE = "unique";

    /// The rule of a value that another dataset lacks.
    static final String REFERENCE = "reference";

    private final Shape shape;
    private final String latest;

    /// @param latest the relation of the latest rows with all columns computed
    Verdicts(Shape shape, String latest) {
        this.shape = shape;
        this.latest = latest;
    }

    /// @param references the datasets that the contract refers to
    List<Verdict> all(Map<DatasetName, Referenced> references) {
        List<Verdict> verdicts = new ArrayList<>();
        for (ColumnPlan plan : shape.plans()) {
            verdicts.addAll(column(plan));
        }
        shape.rules().forEach(rule -> verdicts.add(rule(rule)));
        if (shape.keysCanCollide()) {
            verdicts.add(key());
        }
        shape.plans().stream()
                .filter(plan -> plan.column().unique())
                .forEach(plan -> verdicts.add(unique(plan)));
        shape.contract()
                .references()
                .forEach(reference -> verdicts.add(reference(reference, references)));
        return verdicts;
    }

    private List<Verdict> column(ColumnPlan plan) {
        ContractColumn column = plan.column();
        List<Verdict> verdicts = new ArrayList<>();
        if (!plan.isCopy()) {
            verdicts.add(
                    new Verdict(
                            TYPE,
                            column.source(),
                            Conversion.expected(column.type()),
                            plan.failed()));
        }
        if (isRequired(plan)) {
            String missing = "not " + plan.failed() + " and " + plan.typed() + " is null";
            verdicts.add(new Verdict(REQUIRED, column.source(), "a value", missing));
        }
        return verdicts;
    }

    private Verdict rule(RulePlan plan) {
        RowRule rule = plan.rule();
        String passes =
                plan.attempt()
                        + " is not null and coalesce("
                        + plan.attempt()
                        + ".v, "
                        + rule.nullPasses()
                        + ")";
        return new Verdict(
                rule.name(),
                source(rule),
                rule.expected(),
                sound(plan.reads()) + " and not (" + passes + ")");
    }

    private @Nullable String source(RowRule rule) {
        String column = rule.column();
        return column == null
                ? null
                : shape.contract().column(column).map(ContractColumn::source).orElse(column);
    }

    /// Two raw keys that become one trusted key.
    private Verdict key() {
        List<String> keys = shape.identityAliases();
        String values = keys.stream().limit(keys.size() - 1L).collect(Collectors.joining(", "));
        String shared =
                "select "
                        + values
                        + " from check_contested where v = 1 and not s_deleted and ib is null"
                        + " group by all having count(*) > 1";
        String names =
                shape.keyPlans().stream()
                        .map(plan -> plan.column().source())
                        .collect(Collectors.joining(", "));
        return new Verdict(
                UNIQUE,
                names,
                "one row of the key",
                "ib is null and (" + values + ") in (" + shared + ")");
    }

    private Verdict unique(ColumnPlan plan) {
        String shared =
                "select "
                        + plan.typed()
                        + " from ("
                        + latest
                        + ") where v = 1 and not s_deleted and "
                        + plan.typed()
                        + " is not null group by all having count(*) > 1";
        String broken = plan.typed() + " is not null and " + plan.typed() + " in (" + shared + ")";
        return new Verdict(UNIQUE, plan.column().source(), "a value that no other row has", broken);
    }

    private Verdict reference(Reference reference, Map<DatasetName, Referenced> references) {
        DatasetContract contract = shape.contract();
        List<ColumnPlan> plans = reference.columns().stream().map(shape::plan).toList();
        String present =
                plans.stream()
                        .map(plan -> plan.typed() + " is not null")
                        .collect(Collectors.joining(" and "));
        String values = plans.stream().map(ColumnPlan::typed).collect(Collectors.joining(", "));
        String targets =
                reference.dataset().equals(contract.dataset())
                        ? ownTargets(reference)
                        : targets(reference, plans, references);
        String columns =
                plans.stream()
                        .map(plan -> plan.column().source())
                        .collect(Collectors.joining(", "));
        String expected =
                "a row of "
                        + reference.dataset()
                        + " with this "
                        + String.join(", ", reference.targets());
        return new Verdict(
                REFERENCE,
                columns,
                expected,
                present + " and (" + values + ") not in (" + targets + ")");
    }

    private static String targets(
            Reference reference, List<ColumnPlan> plans, Map<DatasetName, Referenced> references) {
        List<DataType> types = plans.stream().map(plan -> plan.column().type()).toList();
        Referenced referenced = references.get(reference.dataset());
        if (referenced == null) {
            throw new IllegalStateException(reference.dataset() + " is not attached");
        }
        return referenced.values(reference.targets(), types);
    }

    /// The dataset's own latest rows: a row may refer to one that breaks the contract itself.
    private String ownTargets(Reference reference) {
        List<String> names =
                reference.targets().stream().map(name -> shape.plan(name).typed()).toList();
        String present =
                names.stream()
                        .map(name -> name + " is not null")
                        .collect(Collectors.joining(" and "));
        return "select "
                + String.join(", ", names)
                + " from ("
                + latest
                + ") where v = 1 and not s_deleted and "
                + present;
    }

    private boolean isRequired(ColumnPlan plan) {
        return plan.column().required() || shape.contract().key().contains(plan.column().name());
    }

    /// SQL: whether all columns have the values they must have.
    private String sound(List<ColumnPlan> plans) {
        String all =
                plans.stream()
                        .map(
                                plan ->
                                        "not "
                                                + plan.failed()
                                                + (isRequired(plan)
                                                        ? " and " + plan.typed() + " is not null"
                                                        : ""))
                        .collect(Collectors.joining(" and "));
        return all.isEmpty() ? "true" : all;
    }
}
