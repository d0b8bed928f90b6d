package io.onefold.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// The program that sends: the server's port and a token in the first line, then a plan a line, an
/// outcome a line back. It is a process of its own, so that what it costs is not the server's.
public final class LoadProgram {

    private LoadProgram() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String[] server = in.readLine().split(" ", 2);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Sender sender = new Sender(Plan.parse(line), Integer.parseInt(server[0]), server[1]);
            System.out.println(sender.send().line());
        }
    }
}
