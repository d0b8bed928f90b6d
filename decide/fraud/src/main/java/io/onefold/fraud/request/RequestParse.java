package io.onefold.fraud.request;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.port.Keys;
import java.time.Clock;
import java.util.Base64;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The reading of one request. Used once.
final class RequestParse {

    private static final Set<String> AUTHENTICATION_DATA =
            Set.of(
                    "cvv",
                    "cvv2",
                    "cvc",
                    "cvc2",
                    "cid",
                    "csc",
                    "cav2",
                    "pin",
                    "pinblock",
                    "cardpin",
                    "securitycode",
                    "cardsecuritycode",
                    "magstripe",
                    "magneticstripe");

    private final JsonParser parser;
    private final Keys keys;
    private final Clock clock;
    private final Currency defaultCurrency;
    private final boolean kept;
    private final Problems problems = new Problems();
    private final @Nullable Object[] values =
            new @Nullable Object[RequestReader.CATALOGUE.fields().size()];
    private final Set<String> unknown = new HashSet<>();

    /// @param kept whether it was accepted before: its secrets are hashes already
    RequestParse(
            JsonParser parser, Keys keys, Clock clock, Currency defaultCurrency, boolean kept) {
        this.parser = parser;
        this.keys = keys;
        this.clock = clock;
        this.defaultCurrency = defaultCurrency;
        this.kept = kept;
    }

    /// Reads the object whose start is the current token, to its end.
    Reading object() {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Field field = RequestReader.CATALOGUE.find(name);
            JsonToken token = parser.nextToken();
            if (field == null) {
                unknown(name);
                parser.skipChildren();
            } else if (values[field.index()] != null) {
                problems.add(field.name(), "duplicate", "the field is given twice");
                parser.skipChildren();
            } else {
                values[field.index()] = value(field, token);
            }
        }
        PaymentRequest.Facts facts =
                new Understanding(values, problems, clock, defaultCurrency).facts();
        if (facts == null || !problems.isEmpty()) {
            return new Reading.Rejected(problems.problem(), transactionId());
        }
        byte[] canonical = Canonical.write(values);
        return new Reading.Accepted(
                new PaymentRequest(values, facts, canonical, Canonical.hash(canonical)));
    }

    private @Nullable String transactionId() {
        return values[RequestReader.TRANSACTION_ID.index()] instanceof String id
                        && !CardNumbers.in(id)
                ? id
                : null;
    }

    private void unknown(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        boolean sayable =
                name.length() <= 50
                        && name.matches("[A-Za-z][A-Za-z0-9_-]*")
                        && !CardNumbers.in(name);
        String shown = sayable ? name : "(a name that is not shown)";
        if (AUTHENTICATION_DATA.contains(plain) || plain.startsWith("track")) {
            problems.add(
                    ProblemCode.SENSITIVE_AUTHENTICATION_DATA,
                    shown,
                    "not-allowed",
                    "card verification values, PINs and track data are never accepted");
        } else if (CardNumbers.in(name)) {
            problems.pan(shown);
        } else if (!unknown.add(name)) {
            problems.add(shown, "duplicate", "the field is given twice");
        } else {
            problems.add(shown, "unknown", "there is no such field");
        }
    }

    /// The value of the current token, or NULL when it is none; problems are noted.
    private Object value(Field field, JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            if (field.required()) {
                problems.add(field.name(), "required", "a value is required");
            }
            return RequestReader.NULL;
        }
        Object value =
                switch (field.type()) {
                    case BOOLEAN -> flag(token);
                    case INTEGER, NUMBER -> number(field, token);
                    case AMOUNT -> amount(field, token);
                    case LOCATION ->
                            token == JsonToken.START_OBJECT
                                    ? new LocationParse(parser, problems, field.name()).object()
                                    : null;
                    case TEXTS ->
                            token == JsonToken.START_ARRAY
                                    ? new TextsParse(parser, problems, field).array()
                                    : null;
                    default -> token == JsonToken.VALUE_STRING ? text(field) : null;
                };
        if (value == null) {
            panInNumber(field, token);
            problems.add(field.name(), "wrong-type", Problems.expected(field.type()));
            parser.skipChildren();
            return RequestReader.NULL;
        }
        return value;
    }

    private void panInNumber(Field field, JsonToken token) {
        boolean scalar = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
        if (scalar && CardNumbers.in(parser.getString())) {
            problems.pan(field.name());
        }
    }

    private static @Nullable Object flag(JsonToken token) {
        return switch (token) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private @Nullable Object number(Field field, JsonToken token) {
        boolean whole = token == JsonToken.VALUE_NUMBER_INT;
        if (!whole
                && (field.type() == FieldType.INTEGER || token != JsonToken.VALUE_NUMBER_FLOAT)) {
            return null;
        }
        String text = parser.getString();
        if (whole && CardNumbers.in(text)) {
            problems.pan(field.name());
            return RequestReader.NULL;
        }
        double number = Double.parseDouble(text);
        if (!(number >= field.min() && number <= field.max())) {
            problems.add(field.name(), "out-of-range", Problems.range(field));
            return RequestReader.NULL;
        }
        // RFC 8785 writes both zeros alike, so they are one.
        return number == 0 ? 0.0 : number;
    }

    /// An amount stays as it was sent: its number, or its text.
    private @Nullable Object amount(Field field, JsonToken token) {
        boolean number =
                token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        if (!number && token != JsonToken.VALUE_STRING) {
            return null;
        }
        String text = parser.getString();
        if (CardNumbers.in(text)) {
            problems.pan(field.name());
            return RequestReader.NULL;
        }
        return number ? new Understanding.Number(text) : text;
    }

    private Object text(Field field) {
        String text = parser.getString();
        if (kept && field.secret()) {
            return text;
        }
        if (CardNumbers.in(text)) {
            problems.pan(field.name());
            return RequestReader.NULL;
        }
        if (text.length() > field.max() || text.length() < field.min()) {
            problems.add(field.name(), "length", Problems.length(field));
            return RequestReader.NULL;
        }
        if (field.type() == FieldType.FRAUD_TYPE) {
            return fraudType(field, text);
        }
        String expected = Formats.expected(field.type(), text);
        if (expected != null) {
            problems.add(field.name(), "format", expected);
            return RequestReader.NULL;
        }
        if (field.secret()) {
            byte[] hmac = keys.hmac(field.name(), text);
            return "hmac:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac);
        }
        return text;
    }

    private Object fraudType(Field field, String text) {
        if (text.equals("all") || FraudType.wireNames().contains(text)) {
            return text;
        }
        problems.add(field.name(), "wrong-value", "one of " + FraudType.wireNames() + ", or all");
        return RequestReader.NULL;
    }
}
