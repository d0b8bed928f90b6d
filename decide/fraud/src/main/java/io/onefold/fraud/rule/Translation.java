package io.onefold.fraud.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes closures of a checked tree: the library's interpreter costs several microseconds a rule,
/// closures a few nanoseconds. The library is the oracle of the tests.
final class Translation {

    private final RuleSpec spec;
    private final CelAbstractSyntaxTree tree;
    private final Map<String, Variable> variables;
    private final Binding binding;

    Translation(
            RuleSpec spec,
            CelAbstractSyntaxTree tree,
            Map<String, Variable> variables,
            Binding binding) {
        this.spec = spec;
        this.tree = tree;
        this.variables = variables;
        this.binding = binding;
    }

    Node.Flag expression() {
        return flag(tree.getExpr());
    }

    private Node.Flag flag(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> {
                byte value = Node.truth(expr.constant().booleanValue());
                yield facts -> value;
            }
            case IDENT -> flagNamed(expr);
            case CALL -> call(expr);
            case NOT_SET, SELECT, LIST, STRUCT, MAP, COMPREHENSION -> throw outside(expr);
        };
    }

    private Node.Flag flagNamed(CelExpr expr) {
        String name = expr.ident().name();
        if (name.startsWith(RuleLanguage.KNOWN)) {
            return known(leaf(expr, name.substring(RuleLanguage.KNOWN.length())));
        }
        return leaf(expr, name) instanceof Node.Flag flag ? flag : fail(expr);
    }

    private static Node.Flag known(Node node) {
        return switch (node) {
            case Node.Flag flag -> facts -> Node.truth(flag.of(facts) != Node.UNKNOWN);
            case Node.Number number -> facts -> Node.truth(!Double.isNaN(number.of(facts)));
            case Node.Text text -> facts -> Node.truth(text.of(facts) != null);
            case Node.Texts texts -> facts -> Node.truth(texts.of(facts) != null);
        };
    }

    private Node.Flag call(CelExpr expr) {
        List<CelExpr> arguments = expr.call().args();
        return switch (expr.call().function()) {
            case "_&&_" -> Logic.and(flag(arguments.get(0)), flag(arguments.get(1)));
            case "_||_" -> Logic.or(flag(arguments.get(0)), flag(arguments.get(1)));
            case "!_" -> Logic.not(flag(arguments.get(0)));
            case "_?_:_" ->
                    Logic.choose(
                            flag(arguments.get(0)), flag(arguments.get(1)), flag(arguments.get(2)));
            case "_==_" -> equality(arguments.get(0), arguments.get(1), expr);
            case "_!=_" -> Logic.not(equality(arguments.get(0), arguments.get(1), expr));
            case "_<_", "_<=_", "_>_", "_>=_" -> order(expr, arguments);
            case "@in", "_in_" -> in(expr, arguments.get(0), arguments.get(1));
            case "startsWith", "endsWith", "contains" -> match(expr, arguments);
            default -> throw outside(expr);
        };
    }

    private Node.Flag equality(CelExpr left, CelExpr right, CelExpr whole) {
        if (isNumber(left) && isNumber(right)) {
            Node.Number a = number(left);
            Node.Number b = number(right);
            return facts -> {
                double x = a.of(facts);
                double y = b.of(facts);
                return Double.isNaN(x) || Double.isNaN(y) ? Node.UNKNOWN : Node.truth(x == y);
            };
        }
        if (kind(left) == CelKind.STRING && kind(right) == CelKind.STRING) {
            Node.Text a = text(left);
            Node.Text b = text(right);
            return facts -> {
                String x = a.of(facts);
                String y = b.of(facts);
                return x == null || y == null ? Node.UNKNOWN : Node.truth(x.equals(y));
            };
        }
        if (kind(left) == CelKind.BOOL && kind(right) == CelKind.BOOL) {
            return Logic.same(flag(left), flag(right));
        }
        throw outside(whole);
    }

    private Node.Flag order(CelExpr expr, List<CelExpr> arguments) {
        if (!isNumber(arguments.get(0)) || !isNumber(arguments.get(1))) {
            throw outside(expr);
        }
        Node.Number left = number(arguments.get(0));
        Node.Number right = number(arguments.get(1));
        return switch (expr.call().function()) {
            case "_<_" -> Logic.less(left, right, false);
            case "_<=_" -> Logic.less(left, right, true);
            case "_>_" -> Logic.less(right, left, false);
            default -> Logic.less(right, left, true);
        };
    }

    private Node.Flag in(CelExpr whole, CelExpr element, CelExpr list) {
        if (kind(element) == CelKind.STRING && list.getKind() == CelExpr.ExprKind.Kind.LIST) {
            Node.Text text = text(element);
            Set<String> words =
                    list.list().elements().stream()
                            .map(one -> constant(one).stringValue())
                            .collect(Collectors.toUnmodifiableSet());
            return facts -> {
                String value = text.of(facts);
                return value == null ? Node.UNKNOWN : Node.truth(words.contains(value));
            };
        }
        if (isNumber(element) && list.getKind() == CelExpr.ExprKind.Kind.LIST) {
            return oneOf(
                    number(element),
                    list.list().elements().stream()
                            .mapToDouble(one -> value(one, constant(one)))
                            .toArray());
        }
        if (kind(element) == CelKind.STRING
                && list.getKind() == CelExpr.ExprKind.Kind.IDENT
                && leaf(list, list.ident().name()) instanceof Node.Texts texts) {
            Node.Text text = text(element);
            return facts -> {
                String value = text.of(facts);
                List<?> words = texts.of(facts);
                return value == null || words == null
                        ? Node.UNKNOWN
                        : Node.truth(words.contains(value));
            };
        }
        throw outside(whole);
    }

    private static Node.Flag oneOf(Node.Number number, double[] values) {
        return facts -> {
            double value = number.of(facts);
            if (Double.isNaN(value)) {
                return Node.UNKNOWN;
            }
            for (double one : values) {
                if (one == value) {
                    return Node.TRUE;
                }
            }
            return Node.FALSE;
        };
    }

    private Node.Flag match(CelExpr expr, List<CelExpr> arguments) {
        Node.Text text = text(expr.call().target().orElseThrow(() -> outside(expr)));
        Node.Text part = text(arguments.get(0));
        String function = expr.call().function();
        return facts -> {
            String x = text.of(facts);
            String y = part.of(facts);
            if (x == null || y == null) {
                return Node.UNKNOWN;
            }
            return Node.truth(
                    switch (function) {
                        case "startsWith" -> x.startsWith(y);
                        case "endsWith" -> x.endsWith(y);
                        default -> x.contains(y);
                    });
        };
    }

    private Node.Number number(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> {
                double value = value(expr, expr.constant());
                yield facts -> value;
            }
            case IDENT ->
                    leaf(expr, expr.ident().name()) instanceof Node.Number number
                            ? number
                            : fail(expr);
            case CALL -> arithmetic(expr);
            case NOT_SET, SELECT, LIST, STRUCT, MAP, COMPREHENSION -> throw outside(expr);
        };
    }

    private Node.Number arithmetic(CelExpr expr) {
        List<CelExpr> arguments = expr.call().args();
        boolean doubles = kind(expr) == CelKind.DOUBLE;
        if (!doubles && !expr.call().function().equals("-_")) {
            throw outside(expr);
        }
        if (expr.call().function().equals("-_")) {
            Node.Number one = number(arguments.get(0));
            return facts -> -one.of(facts);
        }
        if (expr.call().function().equals("_?_:_")) {
            return Logic.chooseNumber(
                    flag(arguments.get(0)), number(arguments.get(1)), number(arguments.get(2)));
        }
        if (arguments.size() != 2) {
            throw outside(expr);
        }
        Node.Number a = number(arguments.get(0));
        Node.Number b = number(arguments.get(1));
        return switch (expr.call().function()) {
            case "_+_" -> facts -> a.of(facts) + b.of(facts);
            case "_-_" -> facts -> a.of(facts) - b.of(facts);
            case "_*_" -> facts -> a.of(facts) * b.of(facts);
            case "_/_" -> facts -> a.of(facts) / b.of(facts);
            default -> throw outside(expr);
        };
    }

    private Node.Text text(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> {
                String value = expr.constant().stringValue();
                yield facts -> value;
            }
            case IDENT ->
                    leaf(expr, expr.ident().name()) instanceof Node.Text text ? text : fail(expr);
            case CALL, NOT_SET, SELECT, LIST, STRUCT, MAP, COMPREHENSION -> throw outside(expr);
        };
    }

    private double value(CelExpr expr, CelConstant constant) {
        return switch (constant.getKind()) {
            case DOUBLE_VALUE -> constant.doubleValue();
            case INT64_VALUE -> constant.int64Value();
            default -> throw outside(expr);
        };
    }

    private CelConstant constant(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            throw outside(expr);
        }
        return expr.constant();
    }

    private Node leaf(CelExpr expr, String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            throw outside(expr);
        }
        return binding.leaf(variable);
    }

    private boolean isNumber(CelExpr expr) {
        CelKind kind = kind(expr);
        return kind == CelKind.DOUBLE || kind == CelKind.INT;
    }

    private CelKind kind(CelExpr expr) {
        return tree.getType(expr.id()).map(CelType::kind).orElse(CelKind.UNSPECIFIED);
    }

    private <T> T fail(CelExpr expr) {
        throw outside(expr);
    }

    /// The expression is CEL, and yet not of the language of rules.
    private ProblemException outside(CelExpr expr) {
        @Nullable Integer offset = tree.getSource().getPositionsMap().get(expr.id());
        CelSourceLocation at =
                (offset == null
                                ? java.util.Optional.<CelSourceLocation>empty()
                                : tree.getSource().getOffsetLocation(offset))
                        .orElse(CelSourceLocation.of(1, 0));
        return RuleLanguage.refused(
                spec,
                List.of(
                        new FieldProblem(
                                "when",
                                "outside-the-language",
                                "line "
                                        + at.getLine()
                                        + ", column "
                                        + (at.getColumn() + 1)
                                        + ": rules have && || ! ?: == != < <= > >= + - * / on"
                                        + " doubles, in with a list of constants, has, and "
                                        + RuleLanguage.functions())));
    }
}
