package io.onefold.synth.internal.draw;

import java.util.List;
import java.util.regex.Pattern;

/// The names people are drawn from: several languages, with the accents and apostrophes that break
/// naive loaders.
final class Names {

    private static final Pattern COMMA = Pattern.compile(",\\s+");

    static final List<String> GIVEN =
            split(
                    """
            Aarav, Aditi, Agnieszka, Ahmed, Aiko, Alejandro, Amara, Amélie, Ananya, Anders, André, Anjali,
            Antonio, Arjun, Astrid, Beatriz, Björn, Camille, Carlos, Chiara, Chidi, Clara, Daniel, Deepak,
            Diego, Dmitri, Elena, Elif, Emeka, Emily, Esther, Fatima, Finn, François, Freya, Gabriel, Giulia,
            Grace, Hana, Hannah, Haruto, Henrik, Ibrahim, Ines, Isabella, Ivan, Jakub, James, Jana, Javier,
            Jin, Joana, Jonas, José, Julia, Kavya, Kenji, Khalid, Lars, Laura, Leila, Liam, Linh, Lucas,
            Łukasz, Magda, Mariam, Mateo, Maya, Mei, Mia, Michael, Mohammed, Nadia, Naveen, Ngozi, Nikolai,
            Noah, Olga, Oliver, Omar, Paolo, Petra, Priya, Rafael, Rahul, Renée, Rohan, Ruth, Sakura, Samuel,
            Sana, Sean, Siobhán, Sofia, Sven, Tariq, Thomas, Tomás, Valentina, Vikram, Wei, Yara, Yusuf,
            Zainab, Zoë
            """);

    static final List<String> FAMILY =
            split(
                    """
            Abdullah, Adeyemi, Almeida, Andersson, Banerjee, Bauer, Becker, Bianchi, Bose, Brown, Castillo,
            Chen, Costa, D'Angelo, Das, Dubois, Eriksen, Fernández, Ferrari, Fischer, Fontaine, García,
            Gupta, Haddad, Hansen, Hernández, Hoffmann, Hussain, Ivanova, Iyer, Jansen, Johansson, Jones,
            Joshi, Kamau, Khan, Kim, Kowalski, Kumar, Lefèvre, Li, López, Malik, Martin, Mehta, Meyer,
            Moreau, Müller, Mwangi, Nair, Nakamura, Nguyen, Nielsen, Novák, Nowak, O'Brien, O'Connor, Okafor,
            Okonkwo, Olsen, Patel, Pereira, Petrov, Popescu, Rao, Reddy, Ricci, Rodríguez, Rossi, Roux,
            Sánchez, Santos, Sato, Schmidt, Schneider, Sharma, Silva, Singh, Sousa, Suzuki, Svensson,
            Takahashi, Tanaka, Taylor, Tran, Van der Berg, Verma, Wagner, Wang, Weber, Williams, Wilson,
            Yamamoto, Yılmaz, Zhang, Zieliński
            """);

    private Names() {}

    private static List<String> split(String names) {
        return COMMA.splitAsStream(names.strip()).toList();
    }
}
