package io.onefold.verify.berka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Ten defects put into a copy of the bank's files, in rows that a seed draws.
///
/// @param table the table
/// @param keys the keys of the damaged rows
/// @param rejected how many rows quarantine must hold for it
/// @param reason the reason it must give, `rule:column`
record Damage(String table, Set<String> keys, int rejected, String reason) {

    /// Copies the files and damages the copy.
    ///
    /// @return the defects
    static List<Damage> copy(Path from, Path to, long seed) throws IOException {
        Files.createDirectories(to);
        Copy copy = new Copy(from, to, new Random(seed));
        List<Damage> defects = new ArrayList<>();
        List<List<String>> trans = copy.lines("trans.csv.gz");
        defects.add(copy.change("trans", trans, 2, _ -> "930231", "type:date"));
        defects.add(copy.change("trans", trans, 5, amount -> amount + "5", "type:amount"));
        defects.add(copy.change("trans", trans, 3, _ -> "PRIJMY", "type-known:type"));
        defects.add(copy.change("trans", trans, 1, _ -> "999999", "reference:account_id"));
        defects.add(copy.tear("trans", trans));
        copy.write("trans.csv.gz", trans);
        List<List<String>> disp = copy.lines("disp.csv");
        defects.add(copy.contradict("disp", disp));
        copy.write("disp.csv", disp);
        List<List<String>> loan = copy.lines("loan.csv");
        defects.add(
                copy.change(
                        "loan", loan, 5, payments -> "1" + payments, "amount-is-paid-off:null"));
        copy.write("loan.csv", loan);
        List<List<String>> client = copy.lines("client.csv");
        defects.add(
                copy.change(
                        "client",
                        client,
                        1,
                        number -> number.substring(0, 2) + "35" + number.substring(4),
                        "type:birth_number"));
        copy.write("client.csv", client);
        List<List<String>> card = copy.lines("card.csv");
        defects.add(
                copy.change(
                        "card",
                        card,
                        3,
                        issued -> issued.replace("00:00:00", "10:00:00"),
                        "type:issued"));
        copy.write("card.csv", card);
        List<List<String>> order = copy.lines("order.csv");
        defects.add(copy.change("order", order, 0, _ -> "", "key:order_id"));
        copy.write("order.csv", order);
        for (String whole : List.of("account.csv", "district.csv")) {
            Files.copy(from.resolve(whole), to.resolve(whole));
        }
        return defects;
    }

    /// A copy in the making. No cell of these files holds a comma.
    private record Copy(Path from, Path to, Random random, Set<String> used) {

        Copy(Path from, Path to, Random random) {
            this(from, to, random, new TreeSet<>());
        }

        List<List<String>> lines(String file) throws IOException {
            List<List<String>> lines = new ArrayList<>();
            try (InputStream raw = Files.newInputStream(from.resolve(file));
                    InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                    BufferedReader reader =
                            new BufferedReader(
                                    new InputStreamReader(plain, StandardCharsets.UTF_8))) {
                reader.lines().forEach(line -> lines.add(List.of(line.split(",", -1))));
            }
            return lines;
        }

        void write(String file, List<List<String>> lines) throws IOException {
            try (OutputStream raw = Files.newOutputStream(to.resolve(file));
                    OutputStream packed = file.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
                for (List<String> line : lines) {
                    packed.write((String.join(",", line) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        Damage change(
                String table,
                List<List<String>> lines,
                int column,
                UnaryOperator<String> to,
                String reason) {
            int at = draw(table, lines);
            List<String> cells = new ArrayList<>(lines.get(at));
            String key = cells.getFirst();
            cells.set(column, to.apply(cells.get(column)));
            lines.set(at, cells);
            return new Damage(table, Set.of(key), 1, reason);
        }

        /// Takes the last two cells off a line.
        Damage tear(String table, List<List<String>> lines) {
            int at = draw(table, lines);
            List<String> cells = lines.get(at);
            lines.set(at, cells.subList(0, cells.size() - 2));
            return new Damage(table, Set.of(cells.getFirst()), 1, "width:null");
        }

        /// Adds a second, different row of a key.
        Damage contradict(String table, List<List<String>> lines) {
            List<String> cells = new ArrayList<>(lines.get(draw(table, lines)));
            cells.set(3, cells.get(3).equals("OWNER") ? "DISPONENT" : "OWNER");
            lines.add(cells);
            return new Damage(
                    table, Set.of(cells.getFirst()), 2, "conflict:" + lines.getFirst().getFirst());
        }

        private int draw(String table, List<List<String>> lines) {
            int at;
            do {
                at = 1 + random.nextInt(lines.size() - 1);
            } while (!used.add(table + at));
            return at;
        }
    }
}
