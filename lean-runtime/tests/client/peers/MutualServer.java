// A server of the Java platform that insists on a client certificate: the peer of a test.
// Usage: java MutualServer.java KEYSTORE TRUSTSTORE (PKCS#12, both with the password "changeit")

import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

public class MutualServer {
    public static void main(String[] files) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store(files[0], password), password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store(files[1], password));
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        server.setNeedClientAuth(true);
        System.out.println("PORT " + server.getLocalPort());
        while (true) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                answer(socket);
            } catch (Exception refused) {
                System.out.println("REFUSED " + refused.getMessage());
            }
        }
    }

    private static void answer(SSLSocket socket) throws Exception {
        socket.startHandshake();
        String body = socket.getSession().getPeerPrincipal().getName();
        InputStream in = socket.getInputStream();
        for (int seen = 0; seen < 4; ) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            seen = next == '\r' || next == '\n' ? seen + 1 : 0;
        }
        String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes("US-ASCII"));
        socket.getOutputStream().flush();
    }

    private static KeyStore store(String file, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream in = new FileInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }
}
