import java.io.FileInputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A server of the JDK that insists on a client certificate: arguments are key, chain, trusted root and TLS version. */
class MutualTls {
    public static void main(String[] arguments) throws Exception {
        char[] none = new char[0];
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, none);
        own.setKeyEntry("server", key(arguments[0]), none, certificates(arguments[1]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, none);

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, none);
        trusted.setCertificateEntry("root", certificates(arguments[2])[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);

        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        server.setNeedClientAuth(true);
        server.setEnabledProtocols(new String[] {arguments[3]});
        System.out.println("PORT " + server.getLocalPort());
        while (true) {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                client.startHandshake();
                X509Certificate seen = (X509Certificate) client.getSession().getPeerCertificates()[0];
                System.out.println("SAW " + seen.getSubjectX500Principal());
                client.getInputStream().read();
            } catch (java.io.IOException refused) {
                System.out.println("REFUSED " + refused.getMessage());
            }
        }
    }

    private static PrivateKey key(String path) throws Exception {
        String text = Files.readString(Path.of(path)).replaceAll("-----[^-]*-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
    }

    private static Certificate[] certificates(String path) throws Exception {
        try (FileInputStream file = new FileInputStream(path)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(file).toArray(new Certificate[0]);
        }
    }
}
