package io.onefold.verify.crash;

import io.onefold.model.DatasetName;
import io.onefold.verify.command.Install;
import java.util.List;

/// Two silos that change from round to round, in every installation alike: rows come, change and
/// go, some break a rule.
final class TwinSilos {

    static final String WORKFLOW = "twin";
    static final List<DatasetName> DATASETS =
            List.of(
                    new DatasetName("twin_people", "customers"),
                    new DatasetName("twin_orders", "orders"),
                    new DatasetName("twin_orders", "remarks"));

    private static final int CUSTOMERS = 6_000;
    private static final int ORDERS = 12_000;

    private TwinSilos() {}

    static void create(Install onefold) {
        onefold.createPostgres(
                "twin_people",
                "create table customers (id int primary key, email text, age int, note text)",
                "insert into customers select n, 'P' || n || '@mail.example', case when n % 50 = 0 then 200 else n % 90 end,"
                        + " md5(n::text) from generate_series(1, "
                        + CUSTOMERS
                        + ") n");
        onefold.createPostgres(
                "twin_orders",
                "create table orders (order_no text primary key, email text, amount numeric(12, 2), ordered_at timestamptz)",
                "insert into orders select 'O' || n, 'p' || (n / 2 + 1) || '@mail.example', n, timestamptz '2025-01-01' + n * interval '1 minute'"
                        + " from generate_series(1, "
                        + ORDERS
                        + ") n",
                "create table remarks (id int primary key, order_no text, body text)",
                "insert into remarks select n, 'O' || n * 2, md5(n::text) from generate_series(1, "
                        + ORDERS / 2
                        + ") n");
        onefold.apply("twin.yaml", manifests());
    }

    /// What happens in the silos before a round: about a tenth of all rows.
    static void change(Install onefold, int round) {
        onefold.postgres(
                "twin_people",
                "update customers set note = md5(note), age = (age * 7 + 13) %% 130 where id %% 10 = %d %% 10"
                        .formatted(round),
                "delete from customers where id %% 300 = %d".formatted(round),
                "insert into customers select %d + n, 'N' || %d + n || '@mail.example', 40, 'new' from generate_series(1, 50) n"
                        .formatted(CUSTOMERS + round * 50, CUSTOMERS + round * 50));
        onefold.postgres(
                "twin_orders",
                "update orders set amount = amount - 1000 where hashtext(order_no) %% 10 = %d %% 10"
                        .formatted(round),
                "delete from orders where hashtext(order_no) %% 400 = %d".formatted(round),
                "update remarks set body = md5(body) where id %% 10 = %d %% 10".formatted(round));
    }

    private static String manifests() {
        return """
               name: twin-people
               version: v1
               type: source
               source:
                 kind: postgres
                 connection: {part: postgres, database: twin_people}
                 tables: [{name: customers, key: [id], deletes: detect}]
               ---
               name: twin-orders
               version: v1
               type: source
               source:
                 kind: postgres
                 connection: {part: postgres, database: twin_orders}
                 tables:
                   - {name: orders, key: [order_no], deletes: detect}
                   - {name: remarks, key: [id], deletes: detect}
               ---
               kind: DataContract
               apiVersion: v3.1.0
               id: twin-customers
               version: 1.0.0
               status: active
               schema:
                 - name: customers
                   physicalName: twin_people.customers
                   properties:
                     - {name: id, physicalType: int, logicalType: integer, primaryKey: true, required: true}
                     - {name: email, physicalType: string, logicalType: string, required: true}
                     - {name: note, physicalType: string, logicalType: string}
                     - name: age
                       physicalType: int
                       logicalType: integer
                       quality:
                         - {type: custom, engine: onefold, name: age-real, description: from 0 to 120, implementation: "age between 0 and 120"}
               ---
               name: twin
               version: v1
               type: graph
               graph:
                 nodes:
                   - {dataset: twin_people.customers, label: Customer, key: [id]}
                   - {dataset: twin_orders.orders, label: Order, key: [order_no]}
                   - {dataset: twin_orders.remarks, label: Remark, key: [id]}
                 relationships:
                   - {type: ORDERED, from: Customer(email), to: Order(email), normaliser: lower_trim}
                   - {type: ABOUT, from: Remark(order_no), to: Order(order_no)}
               ---
               name: twin
               version: v1
               type: workflow
               workflow:
                 dag:
                   - name: path
                     spec: {stack: "path:1.0", stackSpec: {sources: [twin-people, twin-orders], graph: twin}}
               """;
    }
}
