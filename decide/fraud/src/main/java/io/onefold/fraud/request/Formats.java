package io.onefold.fraud.request;

import java.net.InetAddress;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How texts of the typed kinds must look. Each check tells what was expected, or null when it
/// holds.
public final class Formats {

    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),;:\\\\]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Formats() {}

    static @Nullable String expected(FieldType type, String text) {
        return switch (type) {
            case ID -> isId(text) ? null : "only letters, digits and . _ : @ + - are allowed";
            case DIGITS -> isDigits(text) ? null : "decimal digits";
            case CURRENCY -> currency(text) == null ? "an ISO 4217 currency code" : null;
            case DATE -> isDate(text) ? null : "a date as yyyy-mm-dd";
            case COUNTRY -> COUNTRIES.contains(text) ? null : "an ISO 3166-1 alpha-2 country code";
            case EMAIL -> EMAIL.matcher(text).matches() ? null : "an e-mail address";
            case PHONE -> PHONE.matcher(text).matches() ? null : "an E.164 number: +, then digits";
            case IP -> address(text) == null ? "an IPv4 or IPv6 address" : null;
            case TEXT, TEXTS -> isClean(text) ? null : "text without control characters";
            case FRAUD_TYPE, BOOLEAN, INTEGER, NUMBER, AMOUNT, TIMESTAMP, LOCATION -> null;
        };
    }

    /// No control characters, no half of a surrogate pair.
    static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// @return null when there is no such currency, or it has no decimals of its own
    static @Nullable Currency currency(String code) {
        try {
            Currency currency = Currency.getInstance(code);
            return currency.getDefaultFractionDigits() < 0 ? null : currency;
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    /// The address in the one form that equal addresses share; never asks a name server.
    static @Nullable String address(String text) {
        boolean v4 = IPV4.matcher(text).matches();
        boolean v6 = text.indexOf(':') >= 0 && IPV6.matcher(text).matches();
        if (!v4 && !v6) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    /// An address in the one form that equal addresses share; any other text as it is.
    public static String sameAddress(String text) {
        String address = address(text);
        return address == null ? text : address;
    }

    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && "._:@+-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException notADate) {
            return false;
        }
    }
}
