<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message numerus="yes">
        <source>The API key is %n day(s) old. It still works; make a new one at the service and put it in its place.</source>
        <translation>
            <numerusform>The API key is %n day old. It still works; make a new one at the service and put it in its place.</numerusform>
            <numerusform>The API key is %n days old. It still works; make a new one at the service and put it in its place.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnchorPart</name>
    <message numerus="yes">
        <source>%n place(s). Enter goes to the next.</source>
        <translation>
            <numerusform>%n place.</numerusform>
            <numerusform>%n places. Enter goes to the next.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready; %n signature(s), with those of the initials</source>
        <translation>
            <numerusform>Ready; %n signature, with those of the initials</numerusform>
            <numerusform>Ready; %n signatures, with those of the initials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready; initials on %n page(s)</source>
        <translation>
            <numerusform>Ready; initials on %n page</numerusform>
            <numerusform>Ready; initials on %n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready; %n signature(s) stand in it</source>
        <translation>
            <numerusform>Ready; %n signature stands in it</numerusform>
            <numerusform>Ready; %n signatures stand in it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed</source>
        <translation type="unfinished">
            <numerusform>%n signed</numerusform>
            <numerusform>%n signed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not signed</source>
        <translation>
            <numerusform>%n not signed</numerusform>
            <numerusform>%n not signed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation type="unfinished">
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The key signs %n time(s): initials in a document that was signed before are signatures of their own.</source>
        <translation>
            <numerusform>The key signs once: initials in a document that was signed before are signatures of their own.</numerusform>
            <numerusform>The key signs %n times: initials in a document that was signed before are signatures of their own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once for each document, %n time(s).</source>
        <translation>
            <numerusform>Once for each document, %n time.</numerusform>
            <numerusform>Once for each document, %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchCheck</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) of “{title}”</source>
        <translation>
            <numerusform>%n document of “{title}”</numerusform>
            <numerusform>%n documents of “{title}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The key signs %n time(s), with the initials.</source>
        <translation>
            <numerusform>The key signs once, with the initials.</numerusform>
            <numerusform>The key signs %n times, with the initials.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Seal %n</source>
        <translation>
            <numerusform>Seal %n</numerusform>
            <numerusform>Seal %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign %n</source>
        <translation>
            <numerusform>Sign %n</numerusform>
            <numerusform>Sign %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchEntry</name>
    <message numerus="yes">
        <source>%n wait(s). You can go on where it stopped.</source>
        <translation>
            <numerusform>%n waits. You can go on where it stopped.</numerusform>
            <numerusform>%n wait. You can go on where it stopped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Book</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signature book(s) wait(s) for you</source>
        <translation>
            <numerusform>%n signature book waits for you</numerusform>
            <numerusform>%n signature books wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed</source>
        <translation>
            <numerusform>%n signed</numerusform>
            <numerusform>%n signed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside</source>
        <translation>
            <numerusform>%n set aside</numerusform>
            <numerusform>%n set aside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BookRows</name>
    <message numerus="yes">
        <source>It can be reached and written to: %n signature book(s).</source>
        <translation>
            <numerusform>It can be reached and written to: %n signature book lies there.</numerusform>
            <numerusform>It can be reached and written to: %n signature books lie there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BookSigning</name>
    <message numerus="yes">
        <source>%n document(s) that {name} prepared</source>
        <translation>
            <numerusform>%n document that {name} prepared</numerusform>
            <numerusform>%n documents that {name} prepared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign %n document(s)</source>
        <translation>
            <numerusform>Sign %n document</numerusform>
            <numerusform>Sign %n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CertificatePicker</name>
    <message numerus="yes">
        <source>%n other certificate(s) cannot sign. Why?</source>
        <translation>
            <numerusform>%n other certificate cannot sign. Why?</numerusform>
            <numerusform>%n other certificates cannot sign. Why?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message numerus="yes">
        <source>%n signature(s) valid</source>
        <translation>
            <numerusform>%n signature valid</numerusform>
            <numerusform>%n signatures valid</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message numerus="yes">
        <source>Before %n document(s) are signed</source>
        <translation>
            <numerusform>Before %n document is signed</numerusform>
            <numerusform>Before %n documents are signed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message numerus="yes">
        <source>Every %n day(s)</source>
        <translation>
            <numerusform>Every day</numerusform>
            <numerusform>Every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n day(s)</source>
        <translation>
            <numerusform>In %n day</numerusform>
            <numerusform>In %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message numerus="yes">
        <source>%n place(s) look different</source>
        <translation>
            <numerusform>%n place looks different</numerusform>
            <numerusform>%n places look different</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>page(s) {pages}</source>
        <translation>
            <numerusform>page {pages}</numerusform>
            <numerusform>pages {pages}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DatePage</name>
    <message numerus="yes">
        <source>In %n days</source>
        <translation>
            <numerusform>In %n day</numerusform>
            <numerusform>In %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message numerus="yes">
        <source>Drop to sign %n PDF(s) together</source>
        <translation>
            <numerusform>Drop to sign %n PDF together</numerusform>
            <numerusform>Drop to sign %n PDFs together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to open %n PDF(s)</source>
        <translation>
            <numerusform>Drop to open the PDF</numerusform>
            <numerusform>Drop to open %n PDFs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message numerus="yes">
        <source>The key is asked %n time(s)</source>
        <translation>
            <numerusform>The key is asked %n time</numerusform>
            <numerusform>The key is asked %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Initials on %n page(s)</source>
        <translation>
            <numerusform>Initials on %n page</numerusform>
            <numerusform>Initials on %n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GatherPage</name>
    <message numerus="yes">
        <source>With the folders within it: %n document(s)</source>
        <translation>
            <numerusform>With the folders within it: %n document</numerusform>
            <numerusform>With the folders within it: %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Look through %n document(s)</source>
        <translation>
            <numerusform>Look through %n document</numerusform>
            <numerusform>Look through %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are no PDF and stay out: {names}</source>
        <translation>
            <numerusform>%n file is no PDF and stays out: {names}</numerusform>
            <numerusform>%n files are no PDFs and stay out: {names}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed copies of these stay out.</source>
        <translation>
            <numerusform>%n signed copy of these stays out.</numerusform>
            <numerusform>%n signed copies of these stay out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupCard</name>
    <message numerus="yes">
        <source>%n act(s), in this order</source>
        <translation>
            <numerusform>%n act</numerusform>
            <numerusform>%n acts, in this order</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>{percent} % of %Ln call(s) came through in the last day</source>
        <translation>
            <numerusform>{percent} % of %Ln call came through in the last day</numerusform>
            <numerusform>{percent} % of %Ln calls came through in the last day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) were too many for the service’s limit, and waited</source>
        <translation>
            <numerusform>%n call was too much for the service’s limit, and waited</numerusform>
            <numerusform>%n calls were too many for the service’s limit, and waited</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) found no way to the service: that is the network’s part</source>
        <translation>
            <numerusform>%n call found no way to the service: that is the network’s part</numerusform>
            <numerusform>%n calls found no way to the service: that is the network’s part</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message numerus="yes">
        <source>%n signed</source>
        <translation>
            <numerusform>%n signed</numerusform>
            <numerusform>%n signed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InitialsPart</name>
    <message numerus="yes">
        <source>It was signed before: each of the %n prepared field(s) gets its own signature.</source>
        <translation>
            <numerusform>It was signed before: the %n prepared field gets its own signature.</numerusform>
            <numerusform>It was signed before: each of the %n prepared fields gets its own signature.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListStep</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>News</name>
    <message numerus="yes">
        <source>%n requests are signed by everybody</source>
        <translation>
            <numerusform>%n request is signed by everybody</numerusform>
            <numerusform>%n requests are signed by everybody</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests are signed by everybody and filed</source>
        <translation>
            <numerusform>%n request is signed by everybody and filed</numerusform>
            <numerusform>%n requests are signed by everybody and filed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests were declined</source>
        <translation>
            <numerusform>%n request was declined</numerusform>
            <numerusform>%n requests were declined</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests have expired</source>
        <translation>
            <numerusform>%n request has expired</numerusform>
            <numerusform>%n requests have expired</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n documents wait for your signature</source>
        <translation>
            <numerusform>%n document waits for your signature</numerusform>
            <numerusform>%n documents wait for your signature</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n acts in the outbox need you</source>
        <translation>
            <numerusform>%n act in the outbox needs you</numerusform>
            <numerusform>%n acts in the outbox need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfflineBand</name>
    <message numerus="yes">
        <source>%n act(s) are kept on this computer, in order.</source>
        <translation>
            <numerusform>%n act is kept on this computer.</numerusform>
            <numerusform>%n acts are kept on this computer, in order.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message numerus="yes">
        <source>Create the request with %n signatories</source>
        <translation>
            <numerusform>Create the request with %n signatory</numerusform>
            <numerusform>Create the request with %n signatories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n needs you</source>
        <translation>
            <numerusform>%n needs you</numerusform>
            <numerusform>%n need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>SANDBOX, and %n other account(s)</source>
        <translation>
            <numerusform>SANDBOX, and %n other account</numerusform>
            <numerusform>SANDBOX, and %n other accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message numerus="yes">
        <source>%n act(s) wait here in order. Sign in; they leave by themselves.</source>
        <translation>
            <numerusform>%n act waits here. Sign in; it leaves by itself.</numerusform>
            <numerusform>%n acts wait here in order. Sign in; they leave by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OwedPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message numerus="yes">
        <source>%n signatory(ies) without a signature field</source>
        <translation>
            <numerusform>%n signatory without a signature field</numerusform>
            <numerusform>%n signatories without a signature field</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pin</name>
    <message numerus="yes">
        <source>The PIN is kept for %n minute(s) by the driver’s process; locking the screen ends it.</source>
        <translation>
            <numerusform>The PIN is kept for %n minute by the driver’s process; locking the screen ends it.</numerusform>
            <numerusform>The PIN is kept for %n minutes by the driver’s process; locking the screen ends it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The PIN is kept for %n minute(s) by the card’s process; locking the screen ends it.</source>
        <translation>
            <numerusform>The PIN is kept for %n minute by the card’s process; locking the screen ends it.</numerusform>
            <numerusform>The PIN is kept for %n minutes by the card’s process; locking the screen ends it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The key is kept open for %n minute(s) by a process of its own; locking the screen ends it.</source>
        <translation>
            <numerusform>The key is kept open for %n minute by a process of its own; locking the screen ends it.</numerusform>
            <numerusform>The key is kept open for %n minutes by a process of its own; locking the screen ends it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinChoice</name>
    <message numerus="yes">
        <source>For %n minute(s)</source>
        <translation>
            <numerusform>For %n minute</numerusform>
            <numerusform>For %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlaceStep</name>
    <message numerus="yes">
        <source>%n field(s) did not fit on this document and are gone.</source>
        <translation>
            <numerusform>%n field did not fit on this document and is gone.</numerusform>
            <numerusform>%n fields did not fit on this document and are gone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanFace</name>
    <message numerus="yes">
        <source>Sign %n document(s)</source>
        <translation>
            <numerusform>Sign %n document</numerusform>
            <numerusform>Sign %n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanSide</name>
    <message numerus="yes">
        <source>Check %n</source>
        <translation>
            <numerusform>Check %n</numerusform>
            <numerusform>Check %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message numerus="yes">
        <source>%n earlier signature(s)</source>
        <translation>
            <numerusform>%n earlier signature</numerusform>
            <numerusform>%n earlier signatures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) were never shown: {pages}</source>
        <translation>
            <numerusform>Page {pages} was never shown</numerusform>
            <numerusform>Pages {pages} were never shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreflightPage</name>
    <message numerus="yes">
        <source>%n to settle</source>
        <translation>
            <numerusform>%n to settle</numerusform>
            <numerusform>%n to settle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to know</source>
        <translation>
            <numerusform>%n to know</numerusform>
            <numerusform>%n to know</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Settle %n red point(s) to go on.</source>
        <translation>
            <numerusform>Settle the red point to go on.</numerusform>
            <numerusform>Settle the %n red points to go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreparePage</name>
    <message numerus="yes">
        <source>Hand over %n document(s)</source>
        <translation>
            <numerusform>Hand over %n document</numerusform>
            <numerusform>Hand over %n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrepareRoom</name>
    <message numerus="yes">
        <source>%n document(s) wait for a password.</source>
        <translation>
            <numerusform>%n document waits for a password.</numerusform>
            <numerusform>%n documents wait for a password.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) ask you for a place.</source>
        <translation>
            <numerusform>%n document asks you for a place.</numerusform>
            <numerusform>%n documents ask you for a place.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message numerus="yes">
        <source>%n signed</source>
        <translation>
            <numerusform>%n signed</numerusform>
            <numerusform>%n signed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation>
            <numerusform>%n needs you</numerusform>
            <numerusform>%n need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message numerus="yes">
        <source>%n proof(s) need you</source>
        <translation>
            <numerusform>%n proof needs you</numerusform>
            <numerusform>%n proofs need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proof(s) owed</source>
        <translation>
            <numerusform>%n proof owed</numerusform>
            <numerusform>%n proofs owed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Readers</name>
    <message numerus="yes">
        <source>%n card(s) ready</source>
        <translation>
            <numerusform>%n card ready</numerusform>
            <numerusform>%n cards ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) ready</source>
        <translation>
            <numerusform>%n key ready</numerusform>
            <numerusform>%n keys ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReasonPage</name>
    <message numerus="yes">
        <source>%n letter(s) too many.</source>
        <translation>
            <numerusform>%n letter too many.</numerusform>
            <numerusform>%n letters too many.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Requests</name>
    <message numerus="yes">
        <source>Waiting for %n people</source>
        <translation>
            <numerusform>Waiting for %n person</numerusform>
            <numerusform>Waiting for %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message numerus="yes">
        <source>Hand over %n again…</source>
        <translation>
            <numerusform>Hand over %n again…</numerusform>
            <numerusform>Hand over %n again…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>%n agreed</source>
        <translation>
            <numerusform>%n agreed</numerusform>
            <numerusform>%n agreed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside</source>
        <translation>
            <numerusform>%n set aside</numerusform>
            <numerusform>%n set aside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed</source>
        <translation>
            <numerusform>%n signed</numerusform>
            <numerusform>%n signed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewSide</name>
    <message numerus="yes">
        <source>Check and sign %n</source>
        <translation>
            <numerusform>Check and sign %n</numerusform>
            <numerusform>Check and sign %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message numerus="yes">
        <source>%n document(s) ready</source>
        <translation>
            <numerusform>%n document ready</numerusform>
            <numerusform>%n documents ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ask(s) you</source>
        <translation>
            <numerusform>%n asks you</numerusform>
            <numerusform>%n ask you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunFace</name>
    <message numerus="yes">
        <source>Sign %n document(s)</source>
        <translation>
            <numerusform>Sign %n document</numerusform>
            <numerusform>Sign %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) are signed and safe.</source>
        <translation>
            <numerusform>%n document is signed and safe.</numerusform>
            <numerusform>%n documents are signed and safe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunSide</name>
    <message numerus="yes">
        <source>The PIN was asked %n times</source>
        <translation>
            <numerusform>The PIN was asked %n time</numerusform>
            <numerusform>The PIN was asked %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The password was asked %n times</source>
        <translation>
            <numerusform>The password was asked %n time</numerusform>
            <numerusform>The password was asked %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n placed by hand.</source>
        <translation>
            <numerusform>%n was placed by hand.</numerusform>
            <numerusform>%n were placed by hand.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Place found in %n document(s)</source>
        <translation>
            <numerusform>Place found in %n document</numerusform>
            <numerusform>Place found in %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added while the batch runs; %n still owed, paid by themselves.</source>
        <translation>
            <numerusform>Added while the batch runs; %n still owed, paid by itself.</numerusform>
            <numerusform>Added while the batch runs; %n still owed, paid by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n folder(s).</source>
        <translation>
            <numerusform>In %n folder.</numerusform>
            <numerusform>In %n folders.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignFlow</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TemplatePicker</name>
    <message numerus="yes">
        <source>%n more: search for it.</source>
        <translation>
            <numerusform>%n more: search for it.</numerusform>
            <numerusform>%n more: search for them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s), as of {when}.</source>
        <translation>
            <numerusform>%n template, as of {when}.</numerusform>
            <numerusform>%n templates, as of {when}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Unlocking</name>
    <message numerus="yes">
        <source>Try it on the other %n locked document(s) too</source>
        <translation>
            <numerusform>Try it on the other locked document too</numerusform>
            <numerusform>Try it on the other %n locked documents too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message numerus="yes">
        <source>%n thing(s) must be settled first.</source>
        <translation>
            <numerusform>%n thing must be settled first.</numerusform>
            <numerusform>%n things must be settled first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n request(s)</source>
        <translation>
            <numerusform>Send %n request</numerusform>
            <numerusform>Send %n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message numerus="yes">
        <source>%n signature(s)</source>
        <translation>
            <numerusform>%n signature</numerusform>
            <numerusform>%n signatures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n initials</source>
        <translation>
            <numerusform>%n initials</numerusform>
            <numerusform>%n initials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n date(s)</source>
        <translation>
            <numerusform>%n date</numerusform>
            <numerusform>%n dates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation>
            <numerusform>%n text</numerusform>
            <numerusform>%n texts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WizardRoom</name>
    <message numerus="yes">
        <source>%n request(s) are on their way</source>
        <translation>
            <numerusform>%n request is on its way</numerusform>
            <numerusform>%n requests are on their way</numerusform>
        </translation>
    </message>
</context>
</TS>
