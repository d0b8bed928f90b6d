package io.onefold.fraud.request;

import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.port.Keys;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads requests: strict JSON, every field by its declaration, all problems of a request at once.
/// Safe for use by several threads.
public final class RequestReader {

    /// How many transactions a batch may hold.
    public static final int BATCH_MAX = 1000;

    static final Absent NULL = Absent.NULL;
    static final FieldCatalogue CATALOGUE = FieldCatalogue.shipped();
    static final Field TRANSACTION_ID = CATALOGUE.get("transaction_id");
    static final Field USER_ID = CATALOGUE.get("user_id");

    /// JSON's null: the field is there, its value is not.
    enum Absent {
        NULL
    }

    private static final JsonFactory KEPT = new JsonFactory();
    private static final int DEPTH_MAX = 16;
    private static final int NUMBER_CHARACTERS_MAX = 400;
    private static final int NAME_CHARACTERS_MAX = 1000;

    private final JsonFactory json =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
                                    .maxNameLength(NAME_CHARACTERS_MAX)
                                    .build())
                    .build();
    private final Keys keys;
    private final Clock clock;
    private final Currency defaultCurrency;

    /// @param defaultCurrency what an amount without a currency is in
    public RequestReader(Keys keys, Clock clock, Currency defaultCurrency) {
        this.keys = keys;
        this.clock = clock;
        this.defaultCurrency = defaultCurrency;
    }

    /// Reads the body of one request.
    public Reading read(byte[] body) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), decode(body))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return rejected("a JSON object is expected");
            }
            Reading reading =
                    new RequestParse(parser, keys, clock, defaultCurrency, false).object();
            return parser.nextToken() == null ? reading : rejected("one JSON object is expected");
        } catch (CharacterCodingException notUtf8) {
            return rejected("the body is not UTF-8");
        } catch (JacksonException malformed) {
            return rejected(where(malformed));
        }
    }

    /// Reads a request again that was accepted and kept.
    ///
    /// @param canonical as [PaymentRequest#canonical()] gave it
    /// @param timestamp its event time, which it may not carry itself
    /// @param currency its currency, which it may not carry itself
    /// @throws IllegalArgumentException when it is no such request
    public static PaymentRequest reread(byte[] canonical, Instant timestamp, Currency currency) {
        Keys asKept = (purpose, value) -> new byte[0];
        Clock then = Clock.fixed(timestamp, ZoneOffset.UTC);
        String json = new String(canonical, StandardCharsets.UTF_8);
        try (JsonParser parser = KEPT.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            Reading reading = new RequestParse(parser, asKept, then, currency, true).object();
            if (reading instanceof Reading.Accepted accepted) {
                return accepted.request();
            }
            throw new IllegalArgumentException("a kept request does not hold any more");
        }
    }

    /// Reads the body of a batch: `{"transactions": [1 to 1000 of them]}`.
    public BatchReading readBatch(byte[] body) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), decode(body))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return unreadable(ProblemCode.MALFORMED_JSON, "", "a JSON object is expected");
            }
            if (parser.nextToken() != JsonToken.PROPERTY_NAME
                    || !parser.currentName().equals("transactions")
                    || parser.nextToken() != JsonToken.START_ARRAY) {
                return unreadable(
                        ProblemCode.VALIDATION,
                        "transactions",
                        "an object with one list, transactions, is expected");
            }
            return transactions(parser);
        } catch (CharacterCodingException notUtf8) {
            return unreadable(ProblemCode.MALFORMED_JSON, "", "the body is not UTF-8");
        } catch (JacksonException malformed) {
            return unreadable(ProblemCode.MALFORMED_JSON, "", where(malformed));
        }
    }

    private BatchReading transactions(JsonParser parser) {
        List<Reading> read = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (read.size() == BATCH_MAX) {
                return unreadable(
                        ProblemCode.VALIDATION,
                        "transactions",
                        "at most " + BATCH_MAX + " transactions are allowed");
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                read.add(new RequestParse(parser, keys, clock, defaultCurrency, false).object());
            } else {
                parser.skipChildren();
                read.add(validation("", "wrong-type", "an object is expected"));
            }
        }
        if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            return unreadable(
                    ProblemCode.VALIDATION,
                    "",
                    "an object with one list, transactions, is expected");
        }
        return read.isEmpty()
                ? unreadable(
                        ProblemCode.VALIDATION,
                        "transactions",
                        "at least one transaction is expected")
                : new BatchReading.Read(read);
    }

    private static String decode(byte[] body) throws CharacterCodingException {
        return isAscii(body) ? new String(body, StandardCharsets.ISO_8859_1) : decodeUtf8(body);
    }

    private static boolean isAscii(byte[] body) {
        byte all = 0;
        for (byte one : body) {
            all |= one;
        }
        return all >= 0;
    }

    private static String decodeUtf8(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(body))
                .toString();
    }

    /// Where the JSON breaks, without a word of it.
    private static String where(JacksonException malformed) {
        TokenStreamLocation at = malformed.getLocation();
        String what = "the JSON is malformed, or deeper than " + DEPTH_MAX;
        return at == null || at.getLineNr() < 1
                ? what
                : what + ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static Reading rejected(String message) {
        return new Reading.Rejected(Problem.of(ProblemCode.MALFORMED_JSON, message), null);
    }

    private static Reading validation(String field, String code, String message) {
        return new Reading.Rejected(
                new Problem(
                        ProblemCode.VALIDATION,
                        "the request does not hold",
                        List.of(new FieldProblem(field, code, message))),
                null);
    }

    private static BatchReading unreadable(ProblemCode code, String field, String message) {
        List<FieldProblem> errors =
                field.isEmpty()
                        ? List.of()
                        : List.of(new FieldProblem(field, "wrong-value", message));
        return new BatchReading.Unreadable(new Problem(code, message, errors));
    }
}
