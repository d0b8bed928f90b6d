package io.onefold.synth.internal.draw;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The people that every silo of one folder holds: person `n` is the same in all of them.
///
/// A person is a function of seed and index, so nothing is kept in memory and any silo can ask for
/// anybody. Person 0 is John Smith, whom the demo follows.
public final class Population {

    private static final Pattern NOT_LETTER = Pattern.compile("[^a-z]");
    private static final List<String> MAIL_HOSTS =
            List.of("example.com", "example.org", "example.net", "mail.example.com");
    private static final LocalDate FIRST_BIRTH = LocalDate.of(1945, 1, 1);
    private static final int BIRTH_DAYS = 22_500;
    private static final long FIRST_PHONE = 7_000_000_000L;

    private final long seed;

    public Population(long seed) {
        this.seed = seed;
    }

    public long seed() {
        return seed;
    }

    /// Draws a person.
    ///
    /// @param index 0 or more
    public Person person(long index) {
        Draw draw = new Draw(seed, "person", index);
        String given = draw.of(Names.GIVEN);
        String family = draw.of(Names.FAMILY);
        String host = draw.of(MAIL_HOSTS);
        LocalDate birth = FIRST_BIRTH.plusDays(draw.below(BIRTH_DAYS));
        String phone = Long.toString(FIRST_PHONE + index);
        if (index == 0) {
            return new Person(index, "John", "Smith", "john.smith@email.com", phone, birth);
        }
        return new Person(
                index,
                given,
                family,
                ascii(given) + "." + ascii(family) + "." + index + "@" + host,
                phone,
                birth);
    }

    private static String ascii(String name) {
        String folded =
                Normalizer.normalize(
                        name.toLowerCase(Locale.ROOT).replace('ł', 'l'), Normalizer.Form.NFD);
        return NOT_LETTER.matcher(folded).replaceAll("");
    }
}
