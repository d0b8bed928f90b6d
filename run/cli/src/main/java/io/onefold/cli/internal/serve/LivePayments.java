package io.onefold.cli.internal.serve;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends the requests of a file to a server, as a shop would: one JSON object a line, `post` says
/// where, `body` what. Sent again they are the same requests, and get the same answers.
public final class LivePayments {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREDICT = "/predict";

    private LivePayments() {}

    /// What was answered.
    ///
    /// @param decided payments that were decided now
    /// @param repeated payments that had been decided before
    /// @param refused requests that were not taken, by status
    /// @param levels payments by risk level
    public record Sent(
            int decided,
            int repeated,
            SortedMap<Integer, Integer> refused,
            SortedMap<String, Integer> levels) {

        @Override
        public String toString() {
            return (decided == 0 && repeated > 0
                            ? repeated
                                    + " payments were answered before, and get the same answers again"
                            : decided
                                    + " payments decided"
                                    + (repeated == 0 ? "" : ", " + repeated + " answered before"))
                    + "; by risk level "
                    + levels
                    + (refused.isEmpty() ? "" : "; refused by status " + refused);
        }
    }

    /// @param file the requests
    /// @param server where the endpoints are
    /// @param token of a caller that may ask for decisions
    /// @throws OnefoldException (INVALID_SETUP) if the file cannot be read; (UNAVAILABLE) if the
    ///   server does not answer
    static Sent send(Path file, URI server, String token) {
        int decided = 0;
        int repeated = 0;
        SortedMap<Integer, Integer> refused = new TreeMap<>();
        SortedMap<String, Integer> levels = new TreeMap<>();
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = JSON.readTree(line);
                String at = request.get("post").asString();
                HttpResponse<String> answer =
                        post(http, server.resolve(at), token, request.get("body").toString());
                if (answer.statusCode() >= 300) {
                    refused.merge(answer.statusCode(), 1, Integer::sum);
                } else if (at.equals(PREDICT)) {
                    boolean again = answer.headers().map().containsKey("Idempotent-Replay");
                    repeated += again ? 1 : 0;
                    decided += again ? 0 : 1;
                    levels.merge(
                            JSON.readTree(answer.body()).path("risk_level").asString("none"),
                            1,
                            Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the demo's payments of "
                            + file
                            + " cannot be sent ("
                            + e.getMessage()
                            + "); remove that folder and start the demo again",
                    e);
        }
        return new Sent(decided, repeated, refused, levels);
    }

    private static HttpResponse<String> post(HttpClient http, URI at, String token, String body)
            throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(at)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE, "interrupted while the demo's payments were sent", e);
        }
    }
}
