package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Normalisation;
import io.onefold.model.contract.Partitioning;
import io.onefold.model.contract.Reference;
import io.onefold.model.contract.RowRule;
import io.onefold.model.contract.SqlPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the contracts of datasets out of an Open Data Contract Standard v3.1 document. The records
/// of `io.onefold.model.contract` say which field each of their components is read from.
public final class ContractReader {

    /// Where what is wrong is told.
    @FunctionalInterface
    public interface Problems {
        void add(String pointer, String message, String rule);
    }

    private final Problems problems;
    private final Map<String, String> sqlPointers = new HashMap<>();

    public ContractReader(Problems problems) {
        this.problems = Objects.requireNonNull(problems);
    }

    /// A contract, and where its SQL stands in the document.
    ///
    /// @param pointers JSON pointers by [SqlPath]
    record Placed(DatasetContract contract, Map<String, String> pointers) {
        Placed {
            pointers = Map.copyOf(pointers);
        }
    }

    /// The contract of each dataset in the document; those with a problem are left out.
    public List<DatasetContract> read(JsonNode document) {
        return readPlaced(document).stream().map(Placed::contract).toList();
    }

    /// The same, with the places of their SQL.
    List<Placed> readPlaced(JsonNode document) {
        List<Placed> contracts = new ArrayList<>();
        List<JsonNode> objects = Nodes.elements(document, "schema");
        for (int i = 0; i < objects.size(); i++) {
            String pointer = Pointers.element(ContractKind.SCHEMA, i);
            try {
                sqlPointers.clear();
                DatasetContract contract = contract(document, objects.get(i), pointer);
                contracts.add(new Placed(contract, sqlPointers));
            } catch (OnefoldException e) {
                problems.add(
                        pointer,
                        Objects.requireNonNullElse(e.getMessage(), "cannot be read"),
                        "contract");
            }
        }
        return contracts;
    }

    private DatasetContract contract(JsonNode document, JsonNode object, String pointer) {
        List<JsonNode> properties = Nodes.elements(object, "properties");
        DatasetName dataset = DatasetName.parse(Nodes.text(object, "physicalName", ""));
        List<ContractColumn> columns = new ArrayList<>();
        List<RowRule> rules = new ArrayList<>();
        List<Reference> references = new ArrayList<>(references(object, List.of(), pointer));
        for (int i = 0; i < properties.size(); i++) {
            String at = Pointers.element(pointer + "/properties", i);
            JsonNode property = properties.get(i);
            String name = Nodes.text(property, "name", "");
            columns.add(column(property, name, at));
            rules.addAll(rules(property, name, at));
            references.addAll(references(property, List.of(name), at));
        }
        rules.addAll(rules(object, null, pointer));
        return new DatasetContract(
                Nodes.text(document, "id", ""),
                Nodes.text(document, "version", ""),
                dataset,
                columns,
                positioned(properties, "primaryKey", "primaryKeyPosition"),
                custom(object, "versionColumn") instanceof JsonNode version
                        ? version.asString()
                        : null,
                rules,
                references,
                custom(object, "keepLastValid") instanceof JsonNode keep && isTrue(keep),
                partition(properties, pointer));
    }

    private ContractColumn column(JsonNode property, String name, String at) {
        sqlPointers.put(SqlPath.column(name), at);
        sqlPointers.put(SqlPath.expression(name), at + "/transformLogic");
        return new ContractColumn(
                name,
                Nodes.text(property, "physicalName", name),
                type(property, at),
                Nodes.flag(property, "required", false)
                        || Nodes.flag(property, "primaryKey", false),
                Nodes.flag(property, "unique", false),
                Set.copyOf(new HashSet<>(Nodes.texts(property, "tags"))),
                normalisations(property, name, at),
                Nodes.text(property, "transformLogic"));
    }

    /// The physical type if it is one of the lake's; else the one the logical type stands for.
    private DataType type(JsonNode property, String at) {
        String physical = Nodes.text(property, "physicalType");
        String logical = Nodes.text(property, "logicalType");
        if (physical != null) {
            try {
                return DataType.parse(physical);
            } catch (OnefoldException e) {
                if (logical == null) {
                    problems.add(
                            at + "/physicalType",
                            Objects.requireNonNull(e.getMessage()),
                            "wrong-value");
                    return DataType.Simple.STRING;
                }
            }
        }
        return switch (Objects.requireNonNullElse(logical, "string")) {
            case "string" -> DataType.Simple.STRING;
            case "boolean" -> DataType.Simple.BOOLEAN;
            case "integer" -> DataType.Simple.LONG;
            case "date" -> DataType.Simple.DATE;
            case "time" -> DataType.Simple.TIME;
            case "timestamp" ->
                    Nodes.flag(property.path("logicalTypeOptions"), "timezone", true)
                            ? DataType.Simple.TIMESTAMPTZ
                            : DataType.Simple.TIMESTAMP;
            default -> {
                problems.add(
                        at + (property.has("logicalType") ? "/logicalType" : ""),
                        "logical type '"
                                + logical
                                + "' does not say enough; write physicalType, for example decimal(18,2),"
                                + " double or list<string>",
                        "wrong-value");
                yield DataType.Simple.STRING;
            }
        };
    }

    private List<Normalisation> normalisations(JsonNode property, String column, String at) {
        List<Normalisation> found = new ArrayList<>();
        List<JsonNode> elements = normaliseElements(property);
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            String sql = sql(element);
            if (sql == null || sql.isBlank()) {
                problems.add(
                        at + "/customProperties",
                        "a normalisation needs SQL; expected {name: NAME, sql: EXPRESSION}, or a list of them",
                        "missing-key");
            } else {
                String name = Nodes.text(element, "name", "normalise-" + (i + 1));
                found.add(new Normalisation(name, sql));
                sqlPointers.put(
                        SqlPath.normalisation(column, name), normalisePointer(property, at, i));
            }
        }
        return found;
    }

    /// Where the SQL of a property's normalisation stands.
    private static String normalisePointer(JsonNode property, String at, int index) {
        List<JsonNode> custom = Nodes.elements(property, "customProperties");
        int holder = 0;
        while (!"normalise".equals(Nodes.text(custom.get(holder), "property"))) {
            holder++;
        }
        JsonNode value = custom.get(holder).path("value");
        String pointer = Pointers.element(at + "/customProperties", holder) + "/value";
        String element = value.isArray() ? Pointers.element(pointer, index) : pointer;
        return normaliseElements(property).get(index).isObject() ? element + "/sql" : element;
    }

    /// The SQL of a property's normalisations.
    static List<String> normaliseSql(JsonNode property) {
        return normaliseElements(property).stream()
                .map(ContractReader::sql)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<JsonNode> normaliseElements(JsonNode property) {
        JsonNode value = custom(property, "normalise");
        if (value == null) {
            return List.of();
        }
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }

    private static @Nullable String sql(JsonNode element) {
        return element.isString() ? element.stringValue() : Nodes.text(element, "sql");
    }

    private List<RowRule> rules(JsonNode holder, @Nullable String column, String at) {
        List<RowRule> rules = new ArrayList<>();
        List<JsonNode> checks = Nodes.elements(holder, "quality");
        for (int i = 0; i < checks.size(); i++) {
            JsonNode check = checks.get(i);
            if ("custom".equals(Nodes.text(check, "type"))
                    && "onefold".equals(Nodes.text(check, "engine"))) {
                String pointer = Pointers.element(at + "/quality", i);
                JsonNode implementation = check.path("implementation");
                String sql =
                        implementation.isString()
                                ? implementation.stringValue()
                                : Nodes.text(implementation, "sql");
                String name = Nodes.text(check, "name");
                if (sql == null || name == null) {
                    problems.add(
                            pointer,
                            "a rule of engine onefold needs name and implementation; expected implementation: PREDICATE or {sql:"
                                    + " PREDICATE, nulls: pass}",
                            "missing-key");
                } else {
                    String place = pointer + "/implementation";
                    sqlPointers.put(
                            SqlPath.rule(name), implementation.isString() ? place : place + "/sql");
                    rules.add(
                            new RowRule(
                                    name,
                                    column,
                                    Nodes.text(check, "description", sql),
                                    sql,
                                    "pass".equals(Nodes.text(implementation, "nulls"))));
                }
            }
        }
        return rules;
    }

    private List<Reference> references(JsonNode holder, List<String> from, String at) {
        List<Reference> references = new ArrayList<>();
        List<JsonNode> relationships = Nodes.elements(holder, "relationships");
        for (int i = 0; i < relationships.size(); i++) {
            JsonNode relationship = relationships.get(i);
            List<String> to = Nodes.texts(relationship, "to");
            List<String> own = from.isEmpty() ? Nodes.texts(relationship, "from") : from;
            String pointer = Pointers.element(at + "/relationships", i) + "/to";
            Set<String> datasets = new HashSet<>();
            to.forEach(
                    target ->
                            datasets.add(
                                    target.substring(0, Math.max(0, target.lastIndexOf('.')))));
            if (datasets.size() != 1 || to.size() != own.size()) {
                problems.add(
                        pointer,
                        "found "
                                + to
                                + "; expected source.table.column of one dataset for each of "
                                + own,
                        "wrong-value");
            } else {
                references.add(
                        new Reference(
                                own,
                                DatasetName.parse(datasets.iterator().next()),
                                to.stream()
                                        .map(
                                                target ->
                                                        target.substring(
                                                                target.lastIndexOf('.') + 1))
                                        .toList()));
            }
        }
        return references;
    }

    private List<Partitioning> partition(List<JsonNode> properties, String pointer) {
        List<Partitioning> partition = new ArrayList<>();
        for (String column : positioned(properties, "partitioned", "partitionKeyPosition")) {
            JsonNode property =
                    properties.stream()
                            .filter(each -> column.equals(Nodes.text(each, "name")))
                            .findFirst()
                            .orElseThrow();
            String transform =
                    custom(property, "partitionTransform") instanceof JsonNode value
                            ? value.asString()
                            : "identity";
            try {
                partition.add(
                        new Partitioning(
                                column,
                                Partitioning.Transform.valueOf(
                                        transform.toUpperCase(Locale.ROOT))));
            } catch (IllegalArgumentException e) {
                problems.add(
                        Pointers.element(pointer + "/properties", properties.indexOf(property))
                                + "/customProperties",
                        "found partitionTransform '"
                                + transform
                                + "' (allowed: identity, year, month, day, hour)",
                        "wrong-value");
            }
        }
        return partition;
    }

    /// The names of the properties that are marked, by their position; those without one come last,
    /// as written.
    private static List<String> positioned(
            List<JsonNode> properties, String mark, String position) {
        return properties.stream()
                .filter(property -> Nodes.flag(property, mark, false))
                .sorted(
                        Comparator.comparingInt(
                                property ->
                                        Objects.requireNonNullElse(
                                                Nodes.integer(property, position),
                                                Integer.MAX_VALUE)))
                .map(property -> Nodes.text(property, "name", ""))
                .toList();
    }

    private static boolean isTrue(JsonNode value) {
        return value.isBoolean() ? value.booleanValue() : value.asString().equals("true");
    }

    /// The value of a custom property; null if it is not there.
    private static @Nullable JsonNode custom(JsonNode holder, String property) {
        return Nodes.elements(holder, "customProperties").stream()
                .filter(each -> property.equals(Nodes.text(each, "property")))
                .map(each -> each.path("value"))
                .findFirst()
                .orElse(null);
    }
}
