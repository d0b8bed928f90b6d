package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.streaming.Rows.Account;
import io.onefold.synth.internal.streaming.Rows.Media;
import io.onefold.synth.internal.streaming.Rows.PlayEvent;
import io.onefold.synth.internal.streaming.Rows.Ticket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The expected rows of the queries about what is watched, when and on what.
final class StreamAnswers {

    private static final int TOP_GENRES = 3;
    private static final int GENRES = 5;
    private static final Set<String> STARTS = Set.of("play", "START");
    private static final Set<String> COMPLETIONS = Set.of("stop", "FINISH");
    private static final Set<String> TECHNICAL_TAGS = Set.of("Technical", "Playback");

    private final World world;

    StreamAnswers(World world) {
        this.world = world;
    }

    /// Accounts that streamed, most streams first.
    private List<Account> streamers() {
        return world.accounts.stream()
                .filter(account -> !world.streams(account).isEmpty())
                .sorted(
                        Comparator.comparing((Account account) -> world.streams(account).size())
                                .reversed()
                                .thenComparing(World::id))
                .toList();
    }

    List<Row> genrePreferences(int limit) {
        return streamers().stream()
                .limit(limit)
                .map(
                        account ->
                                new Row()
                                        .with("email", account.email())
                                        .with("full_name", account.fullName())
                                        .with(
                                                "favorite_genres",
                                                Commonest.of(genres(account), TOP_GENRES).stream()
                                                        .map(
                                                                genre ->
                                                                        genre.name()
                                                                                + " ("
                                                                                + genre.times()
                                                                                + " plays)")
                                                        .toList()))
                .toList();
    }

    List<Row> activeStreamers(int limit) {
        return streamers().stream()
                .limit(limit)
                .map(
                        account ->
                                new Row()
                                        .with("email", account.email())
                                        .with("full_name", account.fullName())
                                        .with("total_streams", (long) world.streams(account).size())
                                        .with(
                                                "unique_content",
                                                World.distinctTitles(world.streams(account)))
                                        .with(
                                                "genres_watched",
                                                genres(account).stream().distinct().count())
                                        .with(
                                                "top_genres",
                                                Commonest.of(genres(account), GENRES).stream()
                                                        .map(Commonest::name)
                                                        .toList()))
                .toList();
    }

    private List<String> genres(Account account) {
        return world.streams(account).stream().map(world::genre).toList();
    }

    List<Row> popularContent(int limit) {
        record Popular(Media title, long starts, long completions) {}
        List<Popular> popular = new ArrayList<>();
        for (Media title : world.shelf.media()) {
            Set<String> started = sessions(title, STARTS);
            Set<String> completed = new HashSet<>(sessions(title, COMPLETIONS));
            completed.retainAll(started);
            if (!started.isEmpty()) {
                popular.add(new Popular(title, started.size(), completed.size()));
            }
        }
        return popular.stream()
                .sorted(
                        Comparator.comparing(Popular::starts)
                                .reversed()
                                .thenComparing(one -> one.title().title())
                                .thenComparing(one -> one.title().mediaId()))
                .limit(limit)
                .map(
                        one ->
                                new Row()
                                        .with("title", one.title().title())
                                        .with("genre", one.title().genre())
                                        .with("media_type", one.title().mediaType())
                                        .with("release_date", one.title().releaseDate())
                                        .with("play_starts", one.starts())
                                        .with("completions", one.completions())
                                        .with(
                                                "completion_rate_pct",
                                                percent(one.completions(), one.starts())))
                .toList();
    }

    private static BigDecimal percent(long part, long whole) {
        return BigDecimal.valueOf(100 * part)
                .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    }

    private Set<String> sessions(Media title, Set<String> actions) {
        Set<String> sessions = new HashSet<>();
        for (PlayEvent event : world.events) {
            if (event.mediaId().equals(title.mediaId()) && actions.contains(event.action())) {
                sessions.add(event.sessionId());
            }
        }
        return sessions;
    }

    List<Row> deviceAnalysis(int limit) {
        record Usage(String device, long events, List<Account> users) {}
        Set<String> devices = new TreeSet<>();
        world.events.forEach(event -> devices.add(event.device()));
        List<Usage> usages = new ArrayList<>();
        for (String device : devices) {
            long events = 0;
            List<Account> users = new ArrayList<>();
            for (Account account : world.accounts) {
                long own =
                        world.streams(account).stream()
                                .filter(event -> event.device().equals(device))
                                .count();
                events += own;
                if (own > 0) {
                    users.add(account);
                }
            }
            if (events > 0) {
                usages.add(new Usage(device, events, users));
            }
        }
        return usages.stream()
                .sorted(Comparator.comparing(Usage::events).reversed().thenComparing(Usage::device))
                .limit(limit)
                .map(
                        usage ->
                                new Row()
                                        .with("device", usage.device())
                                        .with("usage_count", usage.events())
                                        .with("unique_users", (long) usage.users().size())
                                        .with("technical_tickets", technicalTickets(usage.users())))
                .toList();
    }

    private long technicalTickets(List<Account> users) {
        Set<String> tickets = new LinkedHashSet<>();
        for (Account user : users) {
            for (Ticket ticket : world.tickets(user)) {
                if (world.topics(ticket).stream().anyMatch(TECHNICAL_TAGS::contains)) {
                    tickets.add(ticket.ticketId());
                }
            }
        }
        return tickets.size();
    }

    /// Fixed bounds 5, 3 and 1, or the 18th, 12th and 6th of the 24 counts.
    List<Row> activityHeatmap(ZoneId zone, boolean quantiles) {
        long[] streams = new long[24];
        world.events.forEach(event -> streams[event.timestamp().atZone(zone).getHour()]++);
        long[] sorted = streams.clone();
        Arrays.sort(sorted);
        long peak = quantiles ? sorted[17] : 5;
        long high = quantiles ? sorted[11] : 3;
        long medium = quantiles ? sorted[5] : 1;
        List<Row> rows = new ArrayList<>();
        for (int hour = 0; hour < streams.length; hour++) {
            rows.add(
                    new Row()
                            .with("hour_of_day", (long) hour)
                            .with("streams", streams[hour])
                            .with("activity_level", level(streams[hour], peak, high, medium)));
        }
        return rows;
    }

    private static String level(long streams, long peak, long high, long medium) {
        if (streams > peak) {
            return "Peak";
        }
        if (streams > high) {
            return "High";
        }
        return streams > medium ? "Medium" : "Low";
    }
}
