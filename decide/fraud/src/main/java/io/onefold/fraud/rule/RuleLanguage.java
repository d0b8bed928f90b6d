package io.onefold.fraud.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelMacro;
import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.FieldType;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeatureDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The language of rules: CEL over the fields of requests and the features, each by its name. No
/// macro but `has`, so that the cost of a rule is bounded by its length.
///
/// Numbers are doubles; a whole number may be compared with one, but `3.0 * x` must be written with
/// its point. A text or flag that the request does not carry is unknown, as is a feature that is
/// NaN, and so is every number that is computed from it. Where a feature and a field have one name,
/// it is the field.
public final class RuleLanguage {

    static final CelOptions OPTIONS =
            CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .maxExpressionCodePointSize(4000)
                    .maxParseRecursionDepth(64)
                    .build();

    /// Before the name, whether it is known.
    static final String KNOWN = "@known:";

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final CelCompiler compiler;

    /// @param fields what requests carry
    /// @param features what is computed beside them
    public RuleLanguage(FieldCatalogue fields, FeatureCatalogue features) {
        for (Field field : fields.fields()) {
            for (Variable.Part part : parts(field)) {
                String name = field.ruleName() + "_" + part.name().toLowerCase(Locale.ROOT);
                declare(new Variable(name, part.kind, field, part));
            }
            if (field.type() == FieldType.LOCATION) {
                continue;
            }
            if (!field.secret() && field.type() != FieldType.TIMESTAMP) {
                Variable.Kind kind = Variable.kindOf(field.type());
                declare(new Variable(field.ruleName(), kind, field, null));
            }
        }
        for (FeatureDefinition feature : features.all()) {
            boolean flag = feature.type() == FeatureDefinition.Type.FLAG;
            declare(
                    new Variable(
                            feature.name(),
                            flag ? Variable.Kind.FLAG : Variable.Kind.NUMBER,
                            null,
                            null));
        }
        compiler = compiler(variables);
    }

    /// All names, those of fields first.
    public List<String> names() {
        return List.copyOf(variables.keySet());
    }

    /// Checks a rule: its expression and its tests.
    ///
    /// @throws ProblemException (VALIDATION) naming the position of what is wrong
    public CheckedRule check(RuleSpec spec) {
        CelAbstractSyntaxTree tree = parse(spec);
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < spec.tests().size(); i++) {
            String at = "tests[" + i + "].given";
            spec.tests().get(i).given().forEach((name, value) -> given(at, name, value, problems));
        }
        if (!problems.isEmpty()) {
            throw refused(spec, problems);
        }
        return new CheckedRule(spec, tree, variables);
    }

    private void given(String at, String name, Object value, List<FieldProblem> problems) {
        Variable variable = variables.get(name);
        if (variable == null) {
            problems.add(new FieldProblem(at + "." + name, "unknown", "there is no such name"));
            return;
        }
        Class<?> expected =
                switch (variable.kind()) {
                    case NUMBER -> Double.class;
                    case FLAG -> Boolean.class;
                    case TEXT -> String.class;
                    case TEXTS -> List.class;
                };
        if (!expected.isInstance(value)) {
            String kind = variable.kind().name().toLowerCase(Locale.ROOT);
            problems.add(
                    new FieldProblem(at + "." + name, "wrong-type", "a " + kind + " is expected"));
        }
    }

    private CelAbstractSyntaxTree parse(RuleSpec spec) {
        CelValidationResult result = compiler.compile(spec.when());
        if (result.hasError()) {
            throw refused(spec, result.getErrors().stream().map(RuleLanguage::problem).toList());
        }
        try {
            return result.getAst();
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("a checked expression has a tree", impossible);
        }
    }

    private static FieldProblem problem(CelIssue issue) {
        return new FieldProblem(
                "when",
                "ill-typed",
                "line "
                        + issue.getSourceLocation().getLine()
                        + ", column "
                        + (issue.getSourceLocation().getColumn() + 1)
                        + ": "
                        + issue.getMessage().lines().findFirst().orElse(""));
    }

    static ProblemException refused(RuleSpec spec, List<FieldProblem> problems) {
        return new ProblemException(
                new Problem(
                        ProblemCode.VALIDATION,
                        "rule " + spec.id() + " is refused; see errors",
                        problems));
    }

    private void declare(Variable variable) {
        variables.putIfAbsent(variable.name(), variable);
    }

    private static List<Variable.Part> parts(Field field) {
        if (field.type() == FieldType.LOCATION) {
            return List.of(
                    Variable.Part.LAT,
                    Variable.Part.LNG,
                    Variable.Part.COUNTRY,
                    Variable.Part.CITY);
        }
        if (field.type() == FieldType.DATE) {
            return List.of(Variable.Part.AGE_DAYS);
        }
        return field.name().equals("bank_routing_number")
                ? List.of(Variable.Part.VALID)
                : List.of();
    }

    private static CelCompiler compiler(Map<String, Variable> variables) {
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setResultType(SimpleType.BOOL)
                        .addMacros(has());
        for (Variable variable : variables.values()) {
            builder.addVar(variable.name(), type(variable.kind()));
            builder.addVar(KNOWN + variable.name(), SimpleType.BOOL);
        }
        return builder.build();
    }

    private static CelType type(Variable.Kind kind) {
        return switch (kind) {
            case NUMBER -> SimpleType.DOUBLE;
            case FLAG -> SimpleType.BOOL;
            case TEXT -> SimpleType.STRING;
            case TEXTS -> ListType.create(SimpleType.STRING);
        };
    }

    /// `has(name)`: whether it is known.
    private static CelMacro has() {
        return CelMacro.newGlobalMacro(
                "has",
                1,
                (factory, target, arguments) -> {
                    CelExpr argument = arguments.get(0);
                    return Optional.of(
                            argument.getKind() == CelExpr.ExprKind.Kind.IDENT
                                    ? factory.newIdentifier(KNOWN + argument.ident().name())
                                    : factory.reportError("has() takes one name"));
                });
    }

    /// What names mean, by kind, for documents.
    public Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        variables.forEach(
                (name, variable) ->
                        types.put(name, variable.kind().name().toLowerCase(Locale.ROOT)));
        return types;
    }

    static List<String> functions() {
        return Arrays.asList("startsWith", "endsWith", "contains");
    }
}
