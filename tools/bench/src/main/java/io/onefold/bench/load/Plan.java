package io.onefold.bench.load;

import java.util.Locale;

/// What is to be sent.
///
/// Closed: every connection sends as soon as it was answered, which finds the most the server does.
/// Open: requests have intended times, whatever the server does, and latency counts from them, so a
/// server that stalls cannot hide it (coordinated omission).
///
/// @param path where to: payments are posted
/// @param run a word that no run before used: transactions are named by it
/// @param connections how many stay open; as many requests are under way at most
/// @param perSecond how many are intended a second; 0: closed
/// @param seconds how long
/// @param requestsMax how many at most; 0: as many as go
public record Plan(
        String path,
        String run,
        int connections,
        double perSecond,
        double seconds,
        long requestsMax) {

    private static final int WORDS = 6;

    /// Payments, as many as go through.
    public static Plan closed(String path, String run, int connections, double seconds) {
        return new Plan(path, run, connections, 0, seconds, 0);
    }

    /// Payments at their times.
    public static Plan open(
            String path, String run, int connections, double perSecond, double seconds) {
        return new Plan(path, run, connections, perSecond, seconds, (long) (perSecond * seconds));
    }

    /// So many payments at once, one on each connection.
    public static Plan atOnce(String path, String run, int requests) {
        return new Plan(path, run, requests, 0, 60, requests);
    }

    /// One line, for [#parse(String)].
    String line() {
        return String.format(
                Locale.ROOT,
                "%s %s %d %f %f %d",
                path,
                run,
                connections,
                perSecond,
                seconds,
                requestsMax);
    }

    static Plan parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
            throw new IllegalArgumentException("no plan: " + line);
        }
        return new Plan(
                words[0],
                words[1],
                Integer.parseInt(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                Long.parseLong(words[5]));
    }
}
