package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.draw.Draw;
import io.onefold.synth.internal.streaming.Rows.Media;
import io.onefold.synth.internal.streaming.Rows.Plan;
import io.onefold.synth.internal.streaming.Rows.Tag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What does not grow with the customers: plans, titles and ticket topics.
///
/// @param plans four; nobody subscribes to the last
/// @param media sixty; five without genre, two of one title, some without date or length
/// @param tags eight
public record Shelf(List<Plan> plans, List<Media> media, List<Tag> tags) {

    public static final int BASIC = 1;
    public static final int STANDARD = 2;
    public static final int PREMIUM = 3;
    public static final int WITHOUT_SUBSCRIBERS = 4;

    public static final int TECHNICAL = 1;
    public static final int PLAYBACK = 2;
    public static final int HACKED = 4;

    private static final int TITLES = 60;
    private static final int WITHOUT_GENRE = 5;
    private static final LocalDate FIRST_RELEASE = LocalDate.of(1994, 1, 1);
    private static final List<String> GENRES =
            List.of(
                    "Action",
                    "Comedy",
                    "Crime",
                    "Documentary",
                    "Drama",
                    "Kids",
                    "Romance",
                    "Sci-Fi",
                    "Thriller");
    private static final List<String> FIRST_WORDS =
            List.of(
                    "Silent",
                    "Paper",
                    "Northern",
                    "Glass",
                    "Borrowed",
                    "Last",
                    "Crimson",
                    "Hidden",
                    "Distant",
                    "Second");
    private static final List<String> SECOND_WORDS =
            List.of("Harbour", "Orchard", "Signal", "Winter", "Letters", "Empire");

    public Shelf {
        plans = List.copyOf(plans);
        media = List.copyOf(media);
        tags = List.copyOf(tags);
    }

    static Shelf draw(long seed) {
        List<Plan> plans =
                List.of(
                        new Plan(BASIC, "Basic", 799, 1),
                        new Plan(STANDARD, "Standard", 1299, 2),
                        new Plan(PREMIUM, "Premium", 1799, 4),
                        new Plan(WITHOUT_SUBSCRIBERS, "Cinema Club", 2499, 6));
        List<Tag> tags =
                List.of(
                        new Tag(TECHNICAL, "Technical"),
                        new Tag(PLAYBACK, "Playback"),
                        new Tag(3, "Billing"),
                        new Tag(HACKED, "Hacked"),
                        new Tag(5, "Account"),
                        new Tag(6, "Refund"),
                        new Tag(7, "Login"),
                        new Tag(8, "Feature Request"));
        List<Media> media = new ArrayList<>(TITLES);
        for (int i = 0; i < TITLES; i++) {
            media.add(title(new Draw(seed, "media", i), i));
        }
        return new Shelf(plans, media, tags);
    }

    /// The titles of one genre; of none, if the genre is null.
    List<Media> ofGenre(@Nullable String genre) {
        return media.stream().filter(title -> Objects.equals(title.genre(), genre)).toList();
    }

    private static Media title(Draw draw, int index) {
        String id = "M%04d".formatted(index + 1);
        String name =
                "The "
                        + FIRST_WORDS.get(index % FIRST_WORDS.size())
                        + " "
                        + SECOND_WORDS.get(index / FIRST_WORDS.size());
        String genre = index < WITHOUT_GENRE ? null : GENRES.get(index % GENRES.size());
        String type = draw.percent(60) ? "movie" : "series";
        LocalDate release = draw.percent(95) ? FIRST_RELEASE.plusDays(draw.below(11_000)) : null;
        Integer minutes = draw.percent(90) ? draw.between(18, 190) : null;
        return new Media(id, specialTitle(index, name), type, genre, release, minutes);
    }

    /// Two titles share a name, so that an order by title needs its tie-breaker; others try the
    /// quoting of every format.
    private static String specialTitle(int index, String name) {
        return switch (index) {
            case 7, 8 -> "Echoes";
            case 9 -> "It's \"Quoted\", Isn't It?";
            case 10 -> "C:\\Temp\\new";
            case 11 -> "東京物語 — Remastered";
            default -> name;
        };
    }
}
