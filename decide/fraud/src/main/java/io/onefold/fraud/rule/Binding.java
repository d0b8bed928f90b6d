package io.onefold.fraud.rule;

import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.Location;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.rule.Variable.Part;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Where the values of names come from.
interface Binding {

    Node leaf(Variable variable);

    /// From a request and a vector.
    ///
    /// @param place where a feature stands in the vector
    static Binding ofPayments(ToIntFunction<String> place) {
        return variable -> {
            Field field = variable.field();
            if (field == null) {
                return feature(variable, place.applyAsInt(variable.name()));
            }
            Part part = variable.part();
            return part == null ? whole(variable, field) : part(field, part);
        };
    }

    /// From the names and values of a test.
    static Binding ofGiven() {
        return variable -> {
            String name = variable.name();
            return switch (variable.kind()) {
                case NUMBER ->
                        (Node.Number)
                                facts -> value(facts, name) instanceof Double d ? d : Double.NaN;
                case FLAG -> (Node.Flag) facts -> truth(value(facts, name));
                case TEXT ->
                        (Node.Text)
                                facts -> value(facts, name) instanceof String text ? text : null;
                case TEXTS ->
                        (Node.Texts) facts -> value(facts, name) instanceof List<?> l ? l : null;
            };
        };
    }

    private static @Nullable Object value(Facts facts, String name) {
        return ((Facts.Given) facts).values().get(name);
    }

    private static PaymentRequest request(Facts facts) {
        return ((Facts.OfPayment) facts).request();
    }

    private static byte truth(@Nullable Object value) {
        return value instanceof Boolean flag ? Node.truth(flag) : Node.UNKNOWN;
    }

    private static Node feature(Variable variable, int place) {
        if (variable.kind() == Variable.Kind.FLAG) {
            return (Node.Flag)
                    facts -> {
                        float value = ((Facts.OfPayment) facts).vector()[place];
                        return Float.isNaN(value) ? Node.UNKNOWN : Node.truth(value != 0);
                    };
        }
        return (Node.Number) facts -> ((Facts.OfPayment) facts).vector()[place];
    }

    private static Node whole(Variable variable, Field field) {
        return switch (variable.kind()) {
            case NUMBER -> (Node.Number) facts -> request(facts).number(field);
            case FLAG -> (Node.Flag) facts -> truth(request(facts).flag(field));
            case TEXT -> (Node.Text) facts -> request(facts).text(field);
            case TEXTS ->
                    (Node.Texts)
                            facts -> request(facts).value(field) instanceof List<?> l ? l : null;
        };
    }

    private static Node part(Field field, Part part) {
        return switch (part) {
            case LAT -> ofPlace(field, Location::latitude);
            case LNG -> ofPlace(field, Location::longitude);
            case COUNTRY -> (Node.Text) facts -> place(facts, field).country();
            case CITY -> (Node.Text) facts -> place(facts, field).city();
            case VALID -> (Node.Flag) facts -> checksum(request(facts).text(field));
            case AGE_DAYS -> (Node.Number) facts -> ageDays(request(facts), field);
        };
    }

    private static Node.Number ofPlace(Field field, ToDoubleFunction<Location> degrees) {
        return facts -> degrees.applyAsDouble(place(facts, field));
    }

    private static Location place(Facts facts, Field field) {
        Location place = request(facts).location(field);
        return place == null ? Location.UNKNOWN : place;
    }

    /// The checksum of an ABA routing number: 3, 7 and 1 times its digits in turn, in tens.
    private static byte checksum(@Nullable String digits) {
        if (digits == null) {
            return Node.UNKNOWN;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weight = i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1;
            sum += weight * (digits.charAt(i) - '0');
        }
        return Node.truth(sum % 10 == 0);
    }

    private static double ageDays(PaymentRequest request, Field field) {
        String date = request.text(field);
        return date == null
                ? Double.NaN
                : ChronoUnit.DAYS.between(
                        LocalDate.parse(date),
                        LocalDate.ofInstant(request.facts().timestamp(), ZoneOffset.UTC));
    }
}
