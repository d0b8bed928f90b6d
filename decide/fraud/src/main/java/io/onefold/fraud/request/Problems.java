package io.onefold.fraud.request;

import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// What was found wrong in one request so far.
final class Problems {

    private static final int KEPT_MAX = 100;

    private final List<FieldProblem> errors = new ArrayList<>();
    private ProblemCode worst = ProblemCode.VALIDATION;

    void add(String field, String code, String message) {
        add(ProblemCode.VALIDATION, field, code, message);
    }

    void pan(String field) {
        add(
                ProblemCode.PAN_NOT_ALLOWED,
                field,
                "card-number",
                "full card numbers are never accepted; send card_bin and card_last4");
    }

    void add(ProblemCode kind, String field, String code, String message) {
        if (kind == ProblemCode.PAN_NOT_ALLOWED || worst == ProblemCode.VALIDATION) {
            worst = kind;
        }
        if (errors.size() < KEPT_MAX) {
            errors.add(new FieldProblem(field, code, message));
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    Problem problem() {
        String detail =
                switch (worst) {
                    case PAN_NOT_ALLOWED -> "the request holds a card number and was not kept";
                    case SENSITIVE_AUTHENTICATION_DATA ->
                            "the request holds authentication data and was not kept";
                    default -> "the request does not hold; see errors";
                };
        return new Problem(worst, detail, errors);
    }

    static String expected(FieldType type) {
        return switch (type) {
            case BOOLEAN -> "true or false";
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case AMOUNT -> "a number, or a text of decimal digits";
            case LOCATION -> "an object {lat, lng, country, city}";
            case TEXTS -> "a list of texts";
            default -> "a text";
        };
    }

    static String range(Field field) {
        return "from " + plain(field.min()) + " to " + plain(field.max());
    }

    static String length(Field field) {
        return "from " + plain(field.min()) + " to " + plain(field.max()) + " characters";
    }

    static String plain(double number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
